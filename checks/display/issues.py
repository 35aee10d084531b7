"""What is wrong with a licence that is shown (公示瑕疵): the issues beside the state.

网络交易监督管理办法 12 says what each type of operator has to show. Permits (亮证)
and filings are matters of their own.
"""

import re
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from checks.display.filings import filing_faults
from checks.display.judged_names import judged_by_names
from checks.display.own_name import plain_name
from checks.display.particulars import Particular
from checks.display.permits import permit_faults, permit_name, permits_of
from checks.display.prominence import why_not_prominent
from checks.display.seen import Seen
from checks.display.standing import says_struck_off, why_no_more
from checks.display.statements import Statement
from checks.display.term import ended
from checks.finding import LicenceReading
from pages.page import Page

_NAMED = re.compile(
    r"[\u4e00-\u9fff（）()]{2,40}(?:有限公司|有限责任公司|股份有限公司|合作社|经营部|工作室|商行|合伙企业|个体工商户|"
    r"百货店|商店|商贸部|[修理销服]部|茶行|药房|商铺|分公司|店|厂|馆|坊|行)"
)
_PLACED = re.compile(
    r"[\u4e00-\u9fff]{2,7}(?:省|自治区|自治州|市|州)[\u4e00-\u9fff]{1,10}(?:区|县|市|镇|乡|街道|路|街)"
    r"[^\n。；;]{0,30}?(?:号|栋|幢|层|室|村)"
)
"""An address that stands without a label, as in many a footer."""
_WHERE = re.compile(
    r"[\u4e00-\u9fff]{2,7}(?:省|自治区|自治州|市|州)[\u4e00-\u9fff]{1,10}(?:区|县|市|镇|乡|街道|路|街)"
    r"[\u4e00-\u9fff]{1,12}(?:街道|镇|乡|村|社区|路|街|巷|组|旁|号)"
)
"""Where somebody without a shop is found: 昭通市昭阳区洒渔镇联合村三组, 北城街道菜市旁."""
_TELEPHONE = re.compile(r"(?<!\d)(?:1[3-9]\d[ -]?\d{4}[ -]?\d{4}|0\d{2,3}[ -]?[2-8]\d{6,7})(?!\d)")
_OF_ONES_OWN = re.compile("自产|手工业")
"""What such a declaration covers is grown or made by the seller."""
_IMPORTED = re.compile(
    "(?<![非不无没])进口(?:的)?(?:好?货|商品|产品|食品|零食|水果|化妆品|护肤品|保健品|奶粉|酒)"
    "|(?:全球|海外|境外)(?:购|代购|直邮|直采|仓)|保税(?:仓|区)(?:直?发|发货|直邮)"
)
_TURNOVER = re.compile(
    r"(?:年(?:销售|营业|交易|成交)(?:总)?额|年销(?:售)?|年入|年流水)[^\d\n]{0,8}(\d{2,6})\s?万"
)
_LESSER = {
    "91": (("type", "企业类型"), ("capital", "注册资本")),
    "92": (("type", "组成形式"),),
    "93": (("capital", "成员出资总额"),),
}
"""What the rule asks for beside name, person and place, by the first digits of the code."""
_UNLABELLED = {
    "type": re.compile(
        r"(?<![\u4e00-\u9fff])(?:有限责任公司|股份有限公司|个人独资企业|合伙企业|个人经营|家庭经营)(?![\u4e00-\u9fff]{2})"
        r"|limited liability company",
        re.IGNORECASE,
    ),
    "capital": re.compile(r"(?:注册资[本金]|出资总?额)[^\d\n]{0,6}\d"),
}
"""Facts that say of themselves what they are."""


def add_issues(
    page: Page,
    reading: LicenceReading,
    seen: Seen,
    statement: Statement | None,
    found: list[Particular],
    *,
    today: date,
) -> None:
    """Put the issues of the page, with reason and proof, into `reading`."""
    if reading.state == "shown":
        _display_issues(page, reading, seen, found)
        _holder_issues(reading, found, today)
        _standing_issue(page, reading, seen, found)
    if reading.state == "exempt" and statement is not None:
        _exemption_issues(page, reading, statement, found)
    of_platform = seen.platform or seen.platform_links or seen.builders
    if of_platform and reading.state not in ("shown", "exempt", "mismatch", "invalid"):
        reading.issues.append("platform_only")
    if seen.dead and reading.state in ("not_found", "could_not_check"):
        reading.issues.append("dead_link")
        mark = (seen.dead[0].text or seen.dead[0].image)[:20]
        reading.reason += f"；“{mark}”只指向亮照系统首页，没有本店的执照"
    if seen.empty and reading.state == "not_found":
        reading.issues.append("dead_link")
        reading.reason += f"；“{seen.empty[0].text[:20]}”是空链接，页面没有脚本，点开没有内容"
    if seen.fake:
        reading.issues.append("fake_official_link")
        reading.reason += (
            f"；“{(seen.fake[0].text or seen.fake[0].image)[:20]}”标识没有指向官方系统"
        )
    _permit_issues(page, reading)
    faults = filing_faults(page)
    if faults:
        reading.issues.append("filing_mismatch")
        reading.proof.extend(faults)
        reading.reason += f"；{faults[0]['reason']}"
    reading.issues = list(dict.fromkeys(reading.issues))


def _display_issues(
    page: Page, reading: LicenceReading, seen: Seen, found: list[Particular]
) -> None:
    if not any(link.sound for link in seen.links):
        lacking = [*_lacking_code(seen, reading), *lacking_particulars(page, found)]
        lesser = _lesser_lacking(page, seen, found)
        if lacking and seen.right and all(code.field == "image_text" for code in seen.right):
            # A scan of the licence has them all: what is missing our reading has missed.
            reading.reason += f"；图片中的{'、'.join(lacking)}未能读出"
        elif lacking:
            reading.issues.append("incomplete")
            reading.reason += f"；缺少{'、'.join([*lacking, *lesser])}"
        elif lesser:
            # Told to the officer, but a licence that names its holder is not called incomplete.
            reading.reason += f"；另未见{'、'.join(lesser)}"
    why = why_not_prominent(page, seen)
    if why:
        reading.issues.append("not_prominent")
        reading.reason += f"；{why}"


def _holder_issues(reading: LicenceReading, found: list[Particular], today: date) -> None:
    """Whose licence it is and whether it still runs: both are for an officer to look into."""
    why, reading.state = judged_by_names(reading.proof)
    if why:
        reading.issues.append("name_differs")
        reading.reason += f"；{why}"
    if term := ended(found, today):
        reading.issues.append("expired")
        if reading.state == "shown":
            reading.state = "needs_human"
        reading.reason += f"；公示的营业期限“{term}”已经届满，是否已经变更须人工核对"


def _standing_issue(
    page: Page, reading: LicenceReading, seen: Seen, found: list[Particular]
) -> None:
    """A licence that its own page calls struck off or revoked is none, however sound its code."""
    status = why_no_more(seen, found)
    holders = {str(one["holder"]) for one in reading.proof if one.get("holder")}
    holders |= {plain_name(str(one["text"])) for one in _names(reading, "licence-name")}
    if status is not None:
        said, told = f"{status.label}：{status.value}", (status.value, status.start, status.end)
        field: str = status.field
    elif sentence := says_struck_off(page, holders):
        said, told, field = sentence[0], sentence, "description"
    else:
        return
    reading.issues.append("deregistered")
    reading.reason += f"；页面写明“{said[:48]}”，主体已经不存在"
    text, start, end = told
    reading.proof.append(
        {"kind": "status", "text": text, "place": field, "start": start, "end": end}
    )
    if reading.state != "mismatch":
        reading.state = "invalid"


def _names(reading: LicenceReading, kind: str) -> Iterator[Mapping[str, Any]]:
    return (one for one in reading.proof if one.get("kind") == kind)


def _lacking_code(seen: Seen, reading: LicenceReading) -> list[str]:
    """The credit code, where a company shows but a registration number of the old kind: since 2018
    none of its licences bears that alone (国办发〔2015〕53号); those of 个体工商户 still may."""
    old = seen.right and all(code.kind == "reg_no" for code in seen.right)
    names = [str(one["text"]) for one in _names(reading, "licence-name")]
    return ["统一社会信用代码"] if old and any(name.endswith("公司") for name in names) else []


def lacking_particulars(page: Page, found: list[Particular]) -> list[str]:
    """Which of name, person and place a shown licence lacks (网络交易监督管理办法 12)."""
    kinds = {one.kind for one in found}
    lacking = []
    own = _around(page)
    if "name" not in kinds and not _NAMED.search(own):
        lacking.append("名称")
    if "person" not in kinds:
        lacking.append("法定代表人或者经营者姓名")
    if not kinds & {"domicile", "licence", "place", "actual_place"} and not _PLACED.search(own):
        lacking.append("住所或者经营场所")
    return lacking


def _around(page: Page) -> str:
    """What is read for particulars without a label: the shop's words, and the field of its code,
    which may be that of a picture's words or of what a click opens."""
    fields = ["description", "attributes", "image_text"]
    fields += [code.field for code in page.codes if code.kind == "uscc" and code.valid]
    return "\n".join(page.fields.get(name, "") for name in dict.fromkeys(fields))


def _lesser_lacking(page: Page, seen: Seen, found: list[Particular]) -> list[str]:
    kinds = {one.kind for one in found}
    own = _around(page)
    kinds |= {kind for kind, alone in _UNLABELLED.items() if alone.search(own)}
    code = next((code.value for code in seen.right if code.kind == "uscc"), "")
    return [word for kind, word in _LESSER.get(code[:2], ()) if kind not in kinds]


def _exemption_issues(
    page: Page, reading: LicenceReading, statement: Statement, found: list[Particular]
) -> None:
    kinds = {one.kind for one in found}
    if not statement.verbatim:
        reading.issues.append("statement_altered")
    own = "\n".join(page.fields.get(name, "") for name in ("description", "attributes"))
    if statement.field == "hidden":  # a click opens what stands beside it too
        own += f"\n{page.text('hidden')}"
    reached = "contact" in kinds or _TELEPHONE.search(own) is not None
    placed = kinds & {"actual_place", "place", "licence", "domicile"} or _WHERE.search(own)
    if not placed or not reached:
        reading.issues.append("incomplete")
        reading.reason += "；缺少实际经营地址或者联系方式"
    needed = permits_of(page).needed
    if needed:
        reading.issues.append("exemption_doubtful")
        reading.reason += f"；所售{'、'.join(needed)}需要许可，不适用免登记"
    if _OF_ONES_OWN.search(statement.text) and (abroad := _IMPORTED.search(page.title + own)):
        reading.issues.append("exemption_doubtful")
        reading.reason += f"；声明所售为自产、自制，页面又写“{abroad.group()}”"
    companies = [str(one["text"]) for one in _names(reading, "title-name")]
    if company := next((name for name in companies if name.endswith("公司")), ""):
        # 电子商务法 10 excepts persons only.
        reading.issues.append("exemption_doubtful")
        reading.state = "needs_human"
        reading.reason += f"；网页以“{company}”为名，公司不适用免登记，没有见到它的营业执照"
    turnover = _TURNOVER.search(page.text("description"))
    if turnover is not None and int(turnover[1]) >= 10:
        reading.issues.append("exemption_doubtful")
        reading.reason += f"；页面自称“{turnover.group()}”，超过年交易额十万元"


def _permit_issues(page: Page, reading: LicenceReading) -> None:
    permits = permits_of(page)
    for trade, told in permits.needed.items():
        reading.proof.append({"kind": "trade", "text": trade, "place": "、".join(told)})
    for trade, text in permits.shown.items():
        reading.proof.append({"kind": "permit", "text": text, "place": trade})
    if permits.missing and not reading.second_pages:
        reading.issues.append("permit_missing")
        needed = "；".join(f"{trade}需{permit_name(trade)}" for trade in permits.missing)
        reading.reason += f"；未见许可（{needed}）"
    wrong = permit_faults(page)
    if wrong:
        reading.issues.append("permit_invalid")
        reading.proof.extend(wrong)
        reading.reason += f"；{wrong[0]['reason']}"
