"""Disguised copy of all areas is found by rules and lists; honest copy that looks so is not."""

import pytest

from tests.checks.made_pages import areas, goods_page

DISGUISED = (
    ("consumer_rights", "pinyin", "童鞋", "bu支持7天wu理由，穿过不tui。"),
    ("consumer_rights", "homophone", "女包", "不知持七天无里由，拆封不腿。"),
    ("consumer_rights", "separator", "保温杯", "不。支。持。七。天。无。理。由，拍错自负。"),
    ("contract_terms", "emoji", "毛衣", "特价款🚫退🚫换，介意别拍。"),
    ("consumer_rights", "split", "外套", "概不辶艮货，不支持七天无理由。"),
    ("consumer_rights", "initials", "手机", "qtwly不支持，售出bt不换，店里概不退款。"),
    ("contract_terms", "homophone", "健身卡", "最终结释权归本店所有，定金概不腿还。"),
    ("contract_terms", "pinyin", "婚纱摄影", "zui终解释权归本店，ding金一律不tui。"),
    ("contract_terms", "vertical", "会员须知", "最 / 终 / 解 / 释 / 权 / 归 / 本 / 店 / 所 / 有"),
    ("contract_terms", "look-alike", "培训班", "最终解释杈归本校，学费一律不迟。"),
    ("unfair_competition", "emoji", "🐟塘招人", "进🐟塘每天放🦆，拍下给好评返💰，本佣秒结。"),
    ("unfair_competition", "initials", "新店起量", "全类目sd、bd，hp代写带图，空b也有。"),
    ("unfair_competition", "homophone", "保温杯", "好平反现五元，晒图找客服。"),
    ("unfair_competition", "pinyin", "店铺服务", "shua单、bu单、代写hao评，真人真机。"),
    ("unfair_competition", "split", "数据线", "女子评辶反现三元，截图发客服。"),
    ("advertising", "split", "膏药", "氵台疗颈椎病、腰椎间盘突出，三贴断根。"),
    ("advertising", "pinyin", "固体饮料", "zhi疗糖niao病，一个疗cheng见效，不fan弹。"),
    ("advertising", "homophone", "草本茶", "智疗糖尿病，三天间效，永不负发。"),
    ("advertising", "separator", "保健茶", "治。疗。高。血。压，三天见效。"),
    ("advertising", "look-alike", "苦荞茶", "治疔糖屎病，根洽高血压。"),
    ("counterfeit", "separator", "男士腕表", "复！刻！表，一比一开模，盒证齐全。"),
    ("counterfeit", "initials", "大牌包包", "gf顶级版，zp对比看不出，fk复刻。"),
    ("counterfeit", "pinyin", "包包", "gao仿顶ji版，专柜同料，一比一。"),
    ("counterfeit", "homophone", "名表", "付刻劳力士，专柜对比看不出。"),
    ("product_quality", "pinyin", "苹果手机", "fan新的，当quan新卖，膜盒齐。"),
    ("product_quality", "homophone", "电线", "叁无产品，无合格正，便宜处理。"),
    ("farm_supplies", "homophone", "除草剂", "白草枯老配方，无登己证，效果好。"),
    ("farm_supplies", "pinyin", "老农药", "百cao枯原液，wu登记证，打草快。"),
    ("farm_supplies", "split", "农药", "百艹枯木古老货，无登讠己证。"),
    ("pyramid_selling", "homophone", "创业项目", "交入门废2980，拉人投拿奖励，发展吓线有提成。"),
    ("pyramid_selling", "pinyin", "好项目", "拉ren头有奖，交ru门费3000，fa展下线拿层ji奖。"),
    ("pyramid_selling", "emoji", "团队招募", "交💰3000入会，拉👤头奖励，发展⬇️线拿团队奖。"),
    ("travel", "homophone", "大理丽江游", "零团废，狗物店必进，不构物不让上车。"),
    ("travel", "pinyin", "云南游", "ling团费，强制gou物，不买不让走。"),
    ("travel", "number", "大理游", "壹元游大理，包吃住，必须进店购物。"),
    ("credit", "pinyin", "企业服务", "营业zhi照出租，代办jia证，虚拟地zhi注册。"),
    ("credit", "homophone", "注册公司", "执兆出租，假正代办，虚拟地止挂靠。"),
)
"""(area, class of disguise, name of the goods, copy; " / " ends a line)."""

HONEST = (
    ("惠普hp打印机", "SD卡槽可读卡，BD光驱另购，原装墨盒一支。"),
    ("存储卡", "sd卡64g，cf卡读卡器，hp笔记本通用。"),
    ("gaofang 品牌行李箱", "gaofang牌拉杆箱，万向轮，保修一年。"),
    ("尺码说明", "衣长：S / M / L / XL 见表，棉、麻、丝、毛四种面料。"),
    ("古诗竖排书签", "床 / 前 / 明 / 月 / 光，宣纸印刷。"),
    ("四季挂历", "春 / 夏 / 秋 / 冬 四张一套。"),
    ("土鸡蛋", "🥚🥚🥚新鲜🐔散养土鸡蛋，30枚装。"),
    ("鲈鱼", "🐟鲜活鲈鱼，顺丰冷链。"),
    ("蛋糕仿真模型", "橱窗展示用蛋糕模型，可定制。"),
    ("三五牌香皂", "三五产品，老国货。"),
    ("英文T恤", "Women's long tee, made in China, 纯棉。"),
    ("李宁跑鞋", "lining跑鞋，anta袜子，正规专柜小票。"),
    ("风扇", "mini小风扇，usb充电，can装润滑油一瓶。"),
    ("连环画", "三十六计、八百里秦川、一百零八将全套。"),
    ("生肖摆件", "十二生肖，千纸鹤，百年好合。"),
    ("冰箱", "型号BCD-216，海尔，一级能效，质保三年。"),
    ("化肥", "云天化尿素，含氮46%，肥料登记证见包装。"),
    ("宠物用品", "🐶🐱通用，❤️爱心图案，❌不含香精。"),
    ("手机壳", "✈️图案，⬇️点击下方选颜色⬇️，📦包邮📦。"),
    ("普洱茶", "七子饼茶，357克，2021年春茶，勐海产。"),
    ("评书光盘", "女子评书专场，单田芳经典。"),
    ("吉他弦", "gf系列民谣弦，jf调音器。"),
    ("字画", "人云亦云，日月同辉，过其门而不入。"),
    ("文具", "①红 ②蓝 ③黑 三色可选。"),
    ("儿童拼音卡", "bo po mo fo 声母韵母卡片，识字启蒙。"),
    ("拼音读物", "小猫 xiǎo māo，大象 dà xiàng，注音版故事。"),
    ("英语课", "开口说英语，每周两课时，课时费可退。"),
    ("五金", "M3、M4、M5螺丝，304不锈钢，百个一包。"),
    ("旅行箱", "20寸、24寸，两百减三十，买二送一。"),
)


@pytest.mark.parametrize(("area", "spelling", "title", "copy"), DISGUISED)
def test_disguised_copy_is_found(look, area, spelling, title, copy):
    findings = look(goods_page(copy.replace(" / ", "\n"), title=title)).findings
    # Read as its words, not merely suspected for how it looks.
    told = {one.area for one in findings if one.lead and not one.rule.endswith(".unlisted")}
    assert area in told, spelling


@pytest.mark.parametrize(("title", "copy"), HONEST)
def test_honest_copy_that_looks_disguised_is_quiet(look, title, copy):
    assert areas(look(goods_page(copy.replace(" / ", "\n"), title=title))) == set()


def test_a_finding_shows_the_words_as_they_stand(look):
    inspection = look(goods_page("bu支持7天wu理由，穿过不tui。", title="童鞋"))
    shown = {f.matched for f in inspection.findings if f.lead}
    assert any("tui" in words or "wu理由" in words for words in shown)
