"""Reports, interviews, minutes and histories: what they tell is what others did."""

import pytest

from tests.checks.made_pages import areas

PAGE = "<title>{title}</title><h1>{title}</h1>{body}<p>滇法周刊 电话 0871-1234567</p>"


def page(title: str, *lines: str) -> str:
    return PAGE.format(title=title, body="".join(f"<p>{one}</p>" for one in lines))


JUDGMENT = page(
    "高仿手表案二审宣判：从一枚表扣说起",
    "2026年6月18日 来源：滇法周刊 记者：段清",
    "法庭当庭播放了一段语音：“一比一开模，戴出去柜姐都看不出来，顶级复刻两千八，精仿一千二。”"
    "说话的人，是站在被告席上的贺某。",
    "执法人员顺着快递单号，找到四间出租屋，屋里有成表六百三十一只，白板上写着“超A”“N厂”。",
)
INTERVIEW = page(
    "“他们把我当成了一把钥匙”——对一位传销亲历者的访谈",
    "口述：阿良（化名，43岁） 访谈整理：车晓岚 2026年7月",
    "答：三千三百五一份，上限二十一份，六万九千八。往后发展三个人，三个人再发展九个，"
    "到了二十九个人，你就是老总，出局的时候一千零四十万。",
    "答：他们说这叫“纯资本运作”，卖东西的是低级的。后来派出所来了，我在民警那里哭了一场。",
)
MINUTES = page(
    "县商会第三季度合规例会纪要",
    "〔2026〕第9号 主持：颜家骏。记录：小茶。到会会员代表三十四人。",
    "某水果电商给买家塞卡片，“五星好评加图返三元”，一个半月返了四千一百元，罚款一万二千元。",
    "某餐馆墙上贴“谢绝自带酒水，最终解释权归本店”，责令改正。某童装店抽奖，头奖写"
    "“价值六万八千元轿车”，罚款六万元，当事人被约谈。",
)


HEARING = page(
    "法院旁听记：那张画满圆圈的白板",
    "上周三下午，我在城南法庭旁听了一桩案子，被告席上坐着四个人。",
    "“一个人交六千九，推荐人拿一千五，再上面的拿八百，对不对？”公诉人问。施某点头。",
    "审判长让法警给她倒了杯水。法院认定，罪名成立，判处有期徒刑三年。",
)


DRAW = page(
    "一家商场的抽奖为什么被罚：二审宣判",
    "来源：滇法周刊 记者：段清",
    "商场贴出的海报写着：消费就能砸金蛋赢豪礼，神秘大奖等你来，奖品随缘。",
    "法院认为，奖项、数量没有标明，处罚合法，驳回上诉。",
)


@pytest.mark.parametrize("text", [DRAW, JUDGMENT, INTERVIEW, MINUTES, HEARING])
def test_what_others_did_is_no_offer(look, text):
    assert areas(look(text)) == set()


def test_what_was_seen_stays_and_says_why(look):
    seen = [one for one in look(JUDGMENT).findings if one.area == "counterfeit"]
    assert any("是报道、口述、纪要一类" in str(one.excused) for one in seen)


BUTTON = "<button>立即购买</button><p>滇法周刊"


@pytest.mark.parametrize(
    ("text", "area"),
    [
        # A byline and a story do not make a report of what offers.
        (JUDGMENT.replace("<p>滇法周刊", BUTTON), "counterfeit"),
        (JUDGMENT.replace("记者：段清", "加我微信看款"), "counterfeit"),
        (
            JUDGMENT.replace("<p>滇法周刊", "<p>本店顶级复刻表，一比一，放心拍。</p><p>滇法周刊"),
            "counterfeit",
        ),
        # Nothing is told of courts or police: only signed.
        (
            page(
                "名表怎么选", "作者：阿表 来源：表友会", "一比一开模，柜姐都看不出，顶级复刻两千八"
            ),
            "counterfeit",
        ),
        # Nor is what praises its goods by a reporter's name (软文).
        (
            page(
                "他用三个月告别了糖尿病",
                "来源：健康周刊 记者：李眉",
                "老李打听到一款苦荞胶囊，服用三个月，糖尿病根治，血压也稳了，邻居都说是奇迹。",
            ),
            "advertising",
        ),
        # An office's number is no byline.
        (
            page(
                "滋补方的来历",
                "批号〔2025〕17号。化名老李的读者来信说，喝完糖尿病根治，血压也稳，永不复发。",
            ),
            "advertising",
        ),
    ],
)
def test_a_byline_alone_excuses_nobody(look, text, area):
    assert area in areas(look(text))
