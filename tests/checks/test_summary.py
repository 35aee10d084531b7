"""A summary in the head of a page: its words are judged as those of the text that it repeats."""

import pytest

from tests.checks.made_pages import areas

PAGE = (
    '<html><head><title>{title}</title><meta name="description" content="{summary}"></head>'
    "<body><h1>{title}</h1>{body}</body></html>"
)
LENT = "他去年把执照“租”给一个加好友的人，一个月三百，对方用来开网店，卖假洗衣液。"
LESSON = (
    f"<p>上周三来了一位卖辣椒的大哥，愁眉苦脸。{LENT}现在买家投诉，人早不见了。</p><h2>为什么不能租</h2>"
    "<p>《市场主体登记管理条例》第三十七条：任何单位和个人不得伪造、涂改、出租、出借、转让营业执照。"
    "第四十八条写了罚款，情节严重的吊销。收的三千六要没收，还要赔买家。</p>"
)
TITLE = "把营业执照借给亲戚开网店？站里小张讲个真事"


@pytest.mark.parametrize("end", ["现在买", "现在买……", "现在买..."])
def test_a_summary_that_is_cut_before_the_lesson_is_no_offence(look, end):
    summary = f"上周三来了一位卖辣椒的大哥，愁眉苦脸。{LENT}{end}"
    found = look(PAGE.format(title=TITLE, summary=summary, body=LESSON))
    assert areas(found) == set()
    told = [one for one in found.findings if one.field == "meta" and "租" in one.matched]
    assert told and all("摘要照录正文" in str(one.excused) for one in told)


def test_a_summary_that_says_more_than_the_text_is_judged_alone(look):
    summary = "执照出租，一个月三百，长期有效，加微信"
    assert "credit" in areas(look(PAGE.format(title=TITLE, summary=summary, body=LESSON)))


def test_what_the_text_says_too_is_told_of_both(look):
    said = "本店出租营业执照，一个月三百，长期有效，随时可以签约过户，加微信详谈"
    found = look(PAGE.format(title="云上企业服务", summary=said, body=f"<p>{said}。</p>"))
    assert {one.field for one in found.findings if one.lead and one.area == "credit"} >= {
        "meta",
        "description",
    }
