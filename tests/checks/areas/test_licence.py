"""亮照: states and issues of home and licence pages, and the verdict over a shop."""

import pytest

from checks.areas.licence import conclude, finding_of, read_licence
from checks.context import Context
from checks.finding import LicenceReading
from pages.reading import read_page
from tests.checks.made_pages import TODAY

CODE = "91530102MAYYQ8P105"
OTHER = "91530702MAYYR3W76W"
FULL = (
    f"统一社会信用代码：{CODE}　名称：昆明某某商贸有限公司　类型：有限责任公司　法定代表人：张三　"
    "注册资本：50万元　住所：昆明市五华区某路1号"
)
EXEMPT = "个人从事零星小额交易活动，依法不需要办理市场主体登记"
GROWN = "个人销售自产农副产品，依法不需要办理市场主体登记"
CONTACT = "经营者：李四　实际经营地址：昆明市某村1号　联系电话：13900000000"


def zzlz(code: str) -> str:
    return (
        "<a href='https://zzlz.gsxt.gov.cn/businessCheck/verifKey.do?showType=p&serial="
        f"{code}-SAIC_SHOW_100000{code}1710919400712&signData=ME'>电子营业执照</a>"
    )


HOME = "<title>云上小店</title><p>银镯 丝巾 绣片，手工制作</p><div class=footer>{}</div>"


@pytest.fixture
def home(lexicon):
    def run(footer: str, url: str = "https://shop.example/", **options) -> LicenceReading:
        page = read_page(HOME.format(footer).encode(), url, "text/html; charset=utf-8")
        return read_licence(page, lexicon, home=True, **options)

    return run


@pytest.mark.parametrize(
    ("footer", "state", "issues"),
    [
        (f"<p>{FULL}</p>", "shown", []),
        (f"<p>{FULL.replace(CODE, '９１５３ ０１０２ ＭＡＹＹ Ｑ８Ｐ１ ０５')}</p>", "shown", []),
        (f"<p>{FULL}</p>{zzlz(CODE)}", "shown", []),
        (zzlz(CODE), "shown", []),
        ("<p>注册号：110108000000016　名称：某店　经营者：王五　经营场所：某路</p>", "shown", []),
        (f"<p>某某店</p><p>统一社会信用代码：{CODE}</p>", "shown", ["incomplete"]),
        ("<a href='https://www.gsxt.gov.cn/corp-query-1.html'>工商公示</a>", "shown", []),
        # wrong codes
        (f"<p>{FULL.replace(CODE, '91530102MAYYQ8P100')}</p>", "invalid", []),
        (f"<p>{FULL.replace(CODE, '9153O102MAYYQ8P105')}</p>", "invalid", []),
        (f"<p>{FULL.replace(CODE, '91530102MAYYQ8P1')}</p>", "invalid", []),
        (zzlz("91530102MAYYQ8P100"), "invalid", []),
        # a wrong code beside a right link; a slip of the pen beside the link that has it right
        (f"<p>{FULL.replace(CODE, '91530102MAYYQ8P100')}</p>{zzlz(CODE)}", "invalid", []),
        (f"<p>{FULL.replace(CODE, '9153O102MAYYQ8P105')}</p>{zzlz(CODE)}", "shown", []),
        # two codes that are not of one operator
        (f"<p>{FULL}</p>{zzlz(OTHER)}", "mismatch", []),
        # declarations
        (f"<p>{EXEMPT}</p><p>{CONTACT}</p>", "exempt", []),
        (f"<p>{EXEMPT}</p>", "exempt", ["incomplete"]),
        (f"<p>个人小店，无需办理营业执照</p><p>{CONTACT}</p>", "exempt", ["statement_altered"]),
        (f"<p>{EXEMPT}</p><p>{CONTACT}</p><p>零食、糕点、饼干</p>", "exempt",
         ["exemption_doubtful", "permit_missing"]),
        (f"<p>{GROWN}</p><p>{CONTACT}</p><p>进口护肤品，全球购</p>", "exempt",
         ["exemption_doubtful"]),
        (f"<p>{GROWN}</p><p>{CONTACT}</p><p>非进口水果，进口设备烘干</p>", "exempt", []),
        # pictures and links
        ("<img src=/yyzz.jpg alt=营业执照>", "needs_human", []),
        ("<img src=/img/business_license.png>", "needs_human", []),
        ("<a href='https://cert.example/x'>营业执照</a>", "needs_human", ["outside_link"]),
        ("<a href='https://www.gsxt.gov.cn/'>营业执照</a>", "needs_human", ["outside_link"]),
        ("<a href=/licence>证照信息</a>", "could_not_check", []),
        (f"<div style='display:none'>{FULL}</div>", "needs_human", ["not_prominent"]),
        # nothing
        ("", "not_found", []),
        ("<a href='https://beian.miit.gov.cn/'>滇ICP备2023900154号-1</a>", "not_found", []),
        ("<a href=/about>关于我们</a>", "not_found", []),
        ("<p>平台经营者：某某网络公司</p><p>平台营业执照 统一社会信用代码：" + CODE + "</p>",
         "not_found", ["platform_only"]),
        # the link of a platform's footer is the platform's
        (f"<p>{FULL}</p><p>平台经营者：某某网络公司</p>{zzlz(OTHER)}", "shown", []),
        (f"<p>平台经营者：某某网络公司</p>{zzlz(OTHER)}", "not_found", ["platform_only"]),
        # a mark that follows whoever built the site is theirs
        (f"<p>{FULL}</p><p>技术支持：<a href='https://b.example/'>云工坊网络</a> {zzlz(OTHER)}</p>",
         "shown", []),
        (f"<p>{FULL}</p><p><a href='https://b.example/'>技术支持：云工坊</a>{zzlz(OTHER)}</p>",
         "shown", []),
        (f"<p>技术支持：<a href='https://b.example/'>云工坊网络</a>{zzlz(OTHER)}</p>",
         "needs_human", []),
        (f"<p>{FULL}</p>{zzlz(OTHER)}<p>技术支持：<a href='https://b.example/'>云工坊</a></p>",
         "mismatch", []),
        # a filing that does not fit is told beside
        (f"<p>{FULL}</p><a href='https://beian.mps.gov.cn/#/query/webSearch?code=53010202009999'>"
         "滇公网安备53010202900026号</a>", "shown", ["filing_mismatch"]),
    ],
)  # fmt: skip
def test_home_pages(home, footer, state, issues):
    reading = home(footer)
    assert (reading.state, reading.issues) == (state, issues)
    assert reading.reason


def test_the_proof_names_what_was_seen(home):
    reading = home(f"<p>{FULL}</p>{zzlz(OTHER)}")
    proof = {one["kind"]: one for one in reading.proof}
    assert proof["uscc"]["text"] == CODE
    assert proof["zzlz"]["text"] == OTHER
    assert CODE in reading.reason
    assert OTHER in reading.reason


def test_a_small_mark_is_no_picture_of_the_licence(home):
    assert home("<img src=/gs.png alt=电子营业执照标识>").state == "not_found"


@pytest.mark.parametrize(
    "line",
    [
        "云购街平台 云南云购街网络有限公司 统一社会信用代码：{0}",
        "云购街（平台）© 云南云购街网络有限公司 统一社会信用代码 {0}",
        "云购街 | 平台运营者：云南云购街网络有限公司 统一社会信用代码：{0}",
        "云购街平台运营：云南彩集电子商务有限公司 平台统一社会信用代码：{0}",
    ],
)
def test_a_platforms_code_at_the_foot_of_a_shop_is_not_the_shops(lexicon, line):
    words = f"<p>收藏店铺</p><p>{line.format('91530102MAYYQ8P105')}</p>"
    page = read_page(f"<title>锡都小铺 - 云购街</title>{words}".encode(), "https://shop.example/")
    reading = read_licence(page, lexicon, home=True)
    assert (reading.state, reading.issues) == ("not_found", ["platform_only"])


@pytest.mark.parametrize(
    ("code", "state"), [("92530402MAEXB94P7F", "invalid"), ("91530102MAYYQ8P105", "shown")]
)
def test_a_code_that_opens_at_a_click_is_judged_as_one_in_sight(lexicon, code, state):
    page = read_page(
        "<title>多肉小院</title><script>1</script><p>店铺证照</p>"
        f"<div style='display:none'>统一社会信用代码：{code} 经营者：普艳</div>".encode(),
        "https://shop.example/",
    )
    assert read_licence(page, lexicon, home=True).state == state


@pytest.mark.parametrize(
    ("title", "words", "state"),
    [
        ("彩云网", "特产直供", "needs_human"),
        ("彩云网", "店铺入驻 商家中心", "not_found"),
        ("南屏商城", "店铺首页", "needs_human"),
    ],
)
def test_what_calls_itself_a_platform_may_be_the_shop_itself(lexicon, title, words, state):
    body = f"<p>{words}</p><p>本平台由昆明南屏商贸有限公司运营，统一社会信用代码：{CODE}</p>"
    page = read_page(f"<title>{title}</title>{body}".encode(), "https://shop.example/")
    reading = read_licence(page, lexicon, home=True)
    assert (reading.state, reading.issues) == (state, ["platform_only"])


def test_pages_that_need_no_licence(lexicon):
    page = read_page(HOME.format(f"<p>{FULL}</p>").encode(), "https://shop.example/p/1.html")
    assert read_licence(page, lexicon) is None


def test_a_licence_page_is_known_by_its_title_or_address(lexicon):
    page = read_page(f"<title>证照信息</title><p>{FULL}</p>".encode(), "https://shop.example/a")
    assert read_licence(page, lexicon).state == "shown"
    page = read_page(f"<title>x</title><p>{FULL}</p>".encode(), "https://shop.example/licence.html")
    assert read_licence(page, lexicon).state == "shown"


def test_second_pages_are_named_for_the_crawler(home):
    reading = home("<a href=/about>关于我们</a><a href=/lic>证照信息</a><a href=/x>别的</a>")
    assert reading.second_pages == ["https://shop.example/lic", "https://shop.example/about"]


def test_with_the_second_page_read_the_shop_is_judged(home):
    second = read_page(f"<title>证照</title><p>{FULL}</p>".encode(), "https://shop.example/lic")
    assert home("<a href=/lic>证照信息</a>", second=[second]).state == "shown"
    empty = read_page("<title>证照</title><p>整理中</p>".encode(), "https://shop.example/lic")
    assert home("<a href=/lic>证照信息</a>", second=[empty]).state == "not_found"


@pytest.mark.parametrize(
    ("footer", "rule"),
    [
        (f"<p>{FULL}</p>{zzlz(OTHER)}", "licence.mismatch"),
        (f"<p>{FULL.replace(CODE, '91530102MAYYQ8P100')}</p>", "licence.invalid"),
        (f"<p>本店为个人小店，无需办理营业执照</p><p>{CONTACT}</p>", "licence.statement-altered"),
    ],
)
def test_what_a_page_proves_by_itself_is_a_finding(look, footer, rule):
    inspection = look(HOME.format(footer), "https://shop.example/", home=True)
    (finding,) = [f for f in inspection.findings if f.area == "licence"]
    assert (finding.rule, finding.unit, finding.lead) == (rule, "network", True)
    assert "第十五条" in finding.basis
    assert finding.matched
    assert finding.matched in finding.snippet


@pytest.mark.parametrize("footer", ["", f"<p>{FULL}</p>", f"<p>{EXEMPT}</p><p>{CONTACT}</p>"])
def test_absence_and_good_order_are_no_finding_of_one_page(look, footer):
    inspection = look(HOME.format(footer), "https://shop.example/", home=True)
    assert [f for f in inspection.findings if f.area == "licence"] == []


@pytest.mark.parametrize(
    ("words", "cited", "not_cited"),
    [
        ("银镯 丝巾", ("第七十六条", "网络交易监督管理办法"), ("食品安全法", "旅游法", "第十六条")),
        ("零食、糕点、饼干", ("食品安全法", "第一百二十二条"), ("旅游法", "农药管理条例")),
        ("大理五日游 丽江四日游", ("旅游法", "第九十五条"), ("食品安全法",)),
        ("农药 种子 化肥 兽药", ("农药管理条例", "兽药管理条例"), ("食品安全法", "旅游法")),
    ],
)
def test_only_the_articles_that_apply_to_the_page(lexicon, words, cited, not_cited):
    page = read_page(f"<title>云上小店</title><p>{words}</p>".encode(), "https://shop.example/")
    context = Context(page, lexicon, today=TODAY, home=True)
    basis = finding_of(context, read_licence(page, lexicon, home=True)).basis
    assert "电子商务法》第十五条" in basis
    assert [law for law in cited if law not in basis] == []
    assert [law for law in not_cited if law in basis] == []


HOME_URL, LICENCE, ABOUT = (f"https://shop.example{path}" for path in ("/", "/lic", "/about"))
LINKED = [{"kind": "link", "text": "证照信息", "place": "", "url": LICENCE}]


def reading(state, *issues, proof=()) -> LicenceReading:
    return LicenceReading(state, list(issues), [dict(one) for one in proof], reason="因")


def looks(*pairs):
    return [{"url": url, "outcome": outcome, "record": None} for url, outcome in pairs]


@pytest.mark.parametrize(
    ("readings", "looked", "state", "issues"),
    [
        # absence only where everything was read
        ([(HOME_URL, reading("not_found"))], [(HOME_URL, "read")], "not_found", []),
        (
            [(HOME_URL, reading("could_not_check", proof=LINKED)), (LICENCE, reading("not_found"))],
            [(HOME_URL, "read"), (LICENCE, "read")],
            "not_found",
            [],
        ),
        (
            [(HOME_URL, reading("could_not_check", proof=LINKED))],
            [(HOME_URL, "read"), (LICENCE, "error")],
            "not_found",
            ["dead_link"],
        ),
        *(
            (
                [(HOME_URL, reading("could_not_check", proof=LINKED))],
                [(HOME_URL, "read"), (LICENCE, outcome)],
                "could_not_check",
                [],
            )
            for outcome in ("login", "captcha", "blocked", "robots", "unreachable", "refused")
        ),
        (
            [(HOME_URL, reading("could_not_check", proof=LINKED))],
            [(HOME_URL, "read")],
            "could_not_check",
            [],
        ),
        ([], [(HOME_URL, "blocked")], "could_not_check", []),
        ([], [], "could_not_check", []),
        (
            [(HOME_URL, reading("not_found", "platform_only"))],
            [(HOME_URL, "read")],
            "not_found",
            ["platform_only"],
        ),
        # a generic page that is gone is no dead licence link
        (
            [(HOME_URL, reading("not_found"))],
            [(HOME_URL, "read"), (ABOUT, "error")],
            "not_found",
            [],
        ),
        # what is shown anywhere counts
        (
            [(HOME_URL, reading("could_not_check", proof=LINKED)), (LICENCE, reading("shown"))],
            [(HOME_URL, "read"), (LICENCE, "read")],
            "shown",
            [],
        ),
        (
            [(HOME_URL, reading("not_found")), (ABOUT, reading("shown"))],
            [(HOME_URL, "read"), (ABOUT, "read")],
            "shown",
            ["not_prominent"],
        ),
        (
            [(HOME_URL, reading("invalid")), (LICENCE, reading("shown"))],
            [(HOME_URL, "read"), (LICENCE, "read")],
            "shown",
            ["not_prominent"],
        ),
        (
            [(HOME_URL, reading("shown", "incomplete", "filing_mismatch"))],
            [(HOME_URL, "read")],
            "shown",
            ["incomplete", "filing_mismatch"],
        ),
        # permits shown on another page are not missing
        (
            [
                (
                    HOME_URL,
                    reading("shown", proof=[{"kind": "trade", "text": "食品", "place": ""}]),
                ),
                (
                    LICENCE,
                    reading("shown", proof=[{"kind": "permit", "text": "JY", "place": "食品"}]),
                ),
            ],
            [(HOME_URL, "read"), (LICENCE, "read")],
            "shown",
            [],
        ),
        (
            [(HOME_URL, reading("shown", proof=[{"kind": "trade", "text": "食品", "place": ""}]))],
            [(HOME_URL, "read")],
            "shown",
            ["permit_missing"],
        ),
        # a code on one page, another in the link of a second
        (
            [
                (HOME_URL, reading("shown", proof=[{"kind": "uscc", "text": CODE}])),
                (LICENCE, reading("shown", proof=[{"kind": "zzlz", "text": OTHER, "sound": True}])),
            ],
            [(HOME_URL, "read"), (LICENCE, "read")],
            "mismatch",
            [],
        ),
    ],
)
def test_the_whole_shop(readings, looked, state, issues):
    concluded = conclude(readings, looks(*looked))
    assert (concluded.state, concluded.issues) == (state, issues)
    assert concluded.reason


def test_addresses_are_compared_however_they_are_written():
    proof = [
        {"kind": "link", "text": "证照", "place": "", "url": "https://Shop.example/证照?b=2&a=1"}
    ]
    looked = looks(
        (HOME_URL, "read"), ("https://shop.example/%E8%AF%81%E7%85%A7/?a=1&b=2#x", "error")
    )
    concluded = conclude([(HOME_URL, reading("could_not_check", proof=proof))], looked)
    assert (concluded.state, concluded.issues) == ("not_found", ["dead_link"])


def test_the_proof_of_all_pages_is_kept():
    concluded = conclude(
        [(HOME_URL, reading("could_not_check", proof=LINKED)), (LICENCE, reading("not_found"))],
        looks((HOME_URL, "read"), (LICENCE, "read")),
    )
    assert concluded.proof == [{**LINKED[0], "page": HOME_URL}]
    assert HOME_URL in concluded.reason
    assert LICENCE in concluded.reason
