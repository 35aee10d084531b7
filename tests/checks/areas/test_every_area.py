"""Each area by the words of the trade and in a seller's own words, and what looks like it.

Every line is the text of a goods page; the name of the goods stands before the bar.
"""

import pytest

from tests.checks.made_pages import areas, goods_page, leads

OFFENCES = """
pyramid_selling | 商城 | 拉人头有奖，发展下线，团队计酬
pyramid_selling | 健康套餐 | 缴纳980元成为会员，推荐一人奖励300元，下级再推荐你有100元
pyramid_selling | 互助平台 | 每天静态收益1%，动态收益另算，消费全返
pyramid_selling | 能量水 | 左右两区对碰，碰一对奖600
unfair_competition | 服务 | 专业刷单，代写好评，空包代发
unfair_competition | 牛肉酱 | 五星好评截图返现3元
unfair_competition | 家具城 | 抽奖送汽车一辆，价值11万元
unfair_competition | 点评服务 | 差评删除，不成功不收费
unfair_competition | 豆腐 | 别家的都是加了石膏的劣质货
unfair_competition | 网店 | 国家工商总局网监认证商家
product_quality | 面膜 | 三无产品，没有生产日期
product_quality | 奶粉 | 临期改日期，想要哪天打哪天
product_quality | 手机 | 翻新机当新机卖
product_quality | 充电宝 | 没有3C，便宜卖
farm_supplies | 除草剂 | 百草枯水剂现货 登记证号：PD20081234
farm_supplies | 草甘膦 水剂 | 开荒专用，一瓶一亩
farm_supplies | 玉米种子 | 白袋种子，没有审定
travel | 云南旅游 | 零负团费，政府红头文件旅游补贴
travel | 版纳跟团5日游 | 含四晚住宿，进三个店
contract_terms | 皮鞋 | 一经售出概不退换，最终解释权归本店所有
contract_terms | 健身卡 | 会员卡办理后余额过期清零，概不退款
consumer_rights | 衬衣 | 本店不支持七天无理由退货
consumer_rights | 会员 | 默认开通自动续费，不另行通知
consumer_rights | 大衣 | 退货扣20%折旧费
credit | 服务 | 营业执照出租，收购个体执照
""".strip().split("\n")

HONEST = """
商城 | 严厉打击拉人头、发展下线等传销行为
茶叶 | 农户直销，产地直销
健身 | 办年卡1280元，推荐朋友办卡送一个月
服务器 | 静态IP，动态扩容
网店 | 本店拒绝刷单，刷单违法
蜂蜜 | 写下真实感受，不论好评差评都送试用装
牛肉酱 | 好评如潮，今日下单送小包装
抽奖箱 | 亚克力抽奖箱，年会抽奖用
茶具 | 抽奖最高奖为价值3999元的手机
鞋刷 | 软毛鞋刷单支装
充电宝 | 拒绝三无产品，已通过3C认证
牛奶 | 生产日期见箱体喷码
二手冰箱 | 二手，无合格证，成色见图
防草布 | 铺在果园里替代除草剂
农残速测卡 | 检测克百威残留
丽江客栈 | 三天两晚含早
旅游提示 | 零团费多为陷阱，请勿上当
定制钢笔 | 定制商品不支持七天无理由退货，质量问题包换
鲜花束 | 鲜花签收后不支持无理由退货，坏花包赔
斗南玫瑰 A级 20枝混色 | 收到坏的当天拍照就补，不适用七天无理由退货
康济大药房 网上店 | 药师审核后送，药品非质量问题不退换
宣传册 | “最终解释权归商家”属于无效的格式条款
会员 | 续费前五日提醒，可随时取消自动续费
相框 | 营业执照相框，挂墙展示
雨伞 | 遇到商家拒绝退货，可拨打12315投诉
""".strip().split("\n")


@pytest.mark.parametrize("line", OFFENCES)
def test_an_offence(look, line):
    area, title, text = (part.strip() for part in line.split("|"))
    assert area in areas(look(goods_page(text, title=title, price="388")))


@pytest.mark.parametrize("line", HONEST)
def test_an_honest_page(look, line):
    title, text = (part.strip() for part in line.split("|"))
    inspection = look(goods_page(text, title=title, price="388"))
    assert areas(inspection) == set(), leads(inspection)


def test_every_finding_says_why_and_what_would_excuse(look):
    text = "五星好评返现3元，拉人头有奖，翻新机当新机卖，本店概不退换，营业执照出租，零团费旅游团"
    findings = [f for f in look(goods_page(text)).findings if f.lead]
    assert len({f.area for f in findings}) >= 5
    for finding in findings:
        assert finding.reason.endswith("。") and finding.excuse and finding.unit and finding.basis
