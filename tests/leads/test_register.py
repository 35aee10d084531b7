"""Extracts of the register: read, imported once and whole, asked, and compared with dossiers."""

import sqlite3
from datetime import date

import openpyxl
import pytest

from checks.finding import OperatorSigns
from keywords.errors import FileFault
from leads.errors import RegisterFault
from leads.filing import Filing
from leads.register_compare import compare_all, differences
from leads.register_extract import COLUMNS, date_of, standing_of
from leads.register_file import import_extract, name_key, opened_register
from tests.leads.pages_filed import finding

A, B = "91530102MAYYQ8P105", "92530702MAYYR3W76R"
DAY = date(2026, 11, 1)
HEAD = (
    "统一社会信用代码,企业名称,法定代表人,住所,登记状态,曾用名,网址,是否列入经营异常名录,列入原因"
)
ROWS = [
    f"{A},昆明云岫商贸有限公司,普晓禾,昆明市五华区翠湖路1号,存续,昆明云岫茶业有限公司,www.yunxiu.example,否,",
    f"{B},古城区云岫客栈,和丽,丽江市古城区束河街道,注销,,,是,通过登记的住所无法联系",
]


@pytest.fixture
def extract(tmp_path):
    def write(*rows: str, name: str = "登记.csv", encoding: str = "utf-8", head: str = HEAD):
        path = tmp_path / name
        path.write_bytes("\r\n".join((head, *rows)).encode(encoding))
        return path

    return write


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_what_is_imported_is_found(bare_home, extract, encoding):
    done = import_extract(bare_home, extract(*ROWS, encoding=encoding), as_of=DAY)
    assert (done.read, done.kept, done.faults) == (2, 2, ())
    register = opened_register(bare_home)
    entry = register.by_code("9153 0102 mayyq8p105")
    assert (entry.name, entry.person, entry.standing) == (
        "昆明云岫商贸有限公司",
        "普晓禾",
        "active",
    )
    assert entry.sites == ("www.yunxiu.example",)
    assert entry.as_of == DAY
    assert "第2行" in entry.source
    gone = register.by_code(B)
    assert gone.gone
    assert gone.abnormal
    assert not entry.abnormal
    assert register.by_name("昆明云岫商贸 有限公司").uscc == A
    assert register.by_name("昆明云岫茶业有限公司").uscc == A, "by its former name"
    assert register.by_name("某某有限公司") is None
    register.close()


def test_a_workbook_with_numbers_and_dates(bare_home, tmp_path):
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["云南省登记信息摘录"])
    sheet.append(["序号", "注册号", "名称", "状态", "注销日期", "随便一列"])
    sheet.append([1, 110108000000016, "某某百货店", "已注销", date(2024, 5, 6), "x"])
    path = tmp_path / "摘录.xlsx"
    book.save(path)
    done = import_extract(bare_home, path, as_of=DAY)
    assert done.kept == 1
    assert "随便一列" in done.unknown
    entry = opened_register(bare_home).by_code("110108000000016")
    assert entry.status_since == date(2024, 5, 6)
    assert entry.standing == "deregistered"


def test_a_row_that_cannot_be_used_is_told_and_the_others_are_kept(bare_home, extract):
    path = extract(ROWS[0], ",没有代码,,,,,,,", f"{A[:-1]}9,校验不符公司,,,,,,,")
    done = import_extract(bare_home, path, as_of=DAY)
    assert (done.read, done.kept) == (3, 2)
    assert [(fault.row, fault.kept) for fault in done.faults] == [(3, False), (4, True)]
    assert all(fault.zh and fault.en for fault in done.faults)


def test_the_same_file_twice_is_one_import(bare_home, extract):
    path = extract(*ROWS)
    assert not import_extract(bare_home, path, as_of=DAY).known
    assert import_extract(bare_home, path, as_of=DAY).known
    with sqlite3.connect(bare_home.register) as base:
        assert base.execute("SELECT count(*) FROM entry").fetchone() == (2,)


def test_the_newer_extract_is_believed(bare_home, extract):
    import_extract(bare_home, extract(*ROWS), as_of=DAY)
    moved = ROWS[0].replace("存续", "迁出")
    import_extract(bare_home, extract(moved, name="b.csv"), as_of=date(2026, 11, 20))
    import_extract(bare_home, extract(ROWS[0], "", name="c.csv"), as_of=date(2025, 1, 1))
    assert opened_register(bare_home).by_code(A).standing == "moved_out"


def test_an_import_that_breaks_off_leaves_nothing(bare_home, extract):
    import_extract(bare_home, extract(ROWS[0]), as_of=DAY)
    path = extract(*ROWS, f"{A},{'长' * 200_000},,,,,,,", name="bad.csv")
    with pytest.raises(FileFault) as caught:
        import_extract(bare_home, path, as_of=DAY)
    assert "bad.csv:4" in caught.value.diagnostics("zh")
    with sqlite3.connect(bare_home.register) as base:
        assert base.execute("SELECT count(*) FROM extract").fetchone() == (1,)
        assert base.execute("SELECT count(*) FROM entry").fetchone() == (1,)


@pytest.mark.parametrize(
    "content", [b"", b"a,b,c\n1,2,3\n", b"PK\x03\x04broken", b"\x89PNG\r\n\x00\x00", b"\x00" * 99]
)
def test_what_is_no_extract_is_refused_in_both_languages(bare_home, tmp_path, content):
    path = tmp_path / "x.csv"
    path.write_bytes(content)
    with pytest.raises(FileFault) as caught:
        import_extract(bare_home, path, as_of=DAY)
    assert "x.csv" in caught.value.diagnostics("zh")
    assert caught.value.diagnostics("en")


def test_silence_says_something_only_for_territories_that_are_covered(bare_home, extract):
    import_extract(bare_home, extract(*ROWS), as_of=DAY, areas=["530100"])
    register = opened_register(bare_home)
    assert register.covers(A)
    assert register.covers("91530121MAYYQ8P10X"), "an abolished code of the same city"
    assert not register.covers(B)
    with pytest.raises(RegisterFault):
        import_extract(bare_home, extract(ROWS[0], name="y.csv"), as_of=DAY, areas=["110000"])


def test_two_operators_of_one_name_are_nobodys(bare_home, extract):
    other = ROWS[1].replace("古城区云岫客栈", "昆明云岫商贸有限公司")
    import_extract(bare_home, extract(ROWS[0], other), as_of=DAY)
    assert opened_register(bare_home).by_name("昆明云岫商贸有限公司") is None


def test_a_broken_register_is_an_error_for_people(bare_home):
    bare_home.register.write_bytes(b"no database at all, but long enough to be read as one")
    with pytest.raises(RegisterFault) as caught:
        opened_register(bare_home)
    assert "register.sqlite3" in caught.value.diagnostics("en")


@pytest.mark.parametrize(
    ("text", "standing"),
    [
        ("存续（在营、开业、在册）", "active"),
        ("吊销，未注销", "revoked"),
        ("吊销，已注销", "deregistered"),
        ("注销", "deregistered"),
        ("迁出", "moved_out"),
        ("歇业", "suspended"),
        ("撤销", "cancelled"),
        ("", "unknown"),
    ],
)
def test_states(text, standing):
    assert standing_of(text) == standing


@pytest.mark.parametrize(
    ("text", "day"),
    [("2026年1月2日", date(2026, 1, 2)), ("20260102", date(2026, 1, 2)), ("2026/13/1", None)],
)
def test_days(text, day):
    assert date_of(text) == day


def test_every_heading_names_one_column():
    names = [name for known in COLUMNS.values() for name in known]
    assert len(names) == len(set(names))


# Dossiers beside the register.


@pytest.fixture
def compared(home, shelf, extract):
    def run(signs: OperatorSigns, *rows: str, areas=("530000",), host="www.yunxiu.example"):
        facts = shelf.visit(finding(), site=host, shop_key=host, operator=signs)
        Filing().file_visit(facts)
        import_extract(home, extract(*(rows or ROWS)), as_of=DAY, areas=areas)
        found = list(compare_all(opened_register(home)))
        assert len(found) <= 1
        return found[0] if found else None

    return run


def kinds(comparison) -> list[str]:
    return [difference.kind for difference in comparison.differences]


def test_an_operator_in_good_order(compared):
    signs = OperatorSigns(
        names=["昆明云岫商贸有限公司"], uscc=[A], addresses=[("domicile", "五华区翠湖路1号")]
    )
    comparison = compared(signs)
    assert (kinds(comparison), comparison.suggestion) == ([], "")


def test_name_address_and_site_differ(compared):
    signs = OperatorSigns(
        names=["大理云岫银器有限公司"], uscc=[A], addresses=[("domicile", "大理市下关镇")]
    )
    comparison = compared(signs, host="shop.yunxiu2.example")
    assert kinds(comparison) == ["name", "address", "site_not_filed"]
    assert "名称、住所、网址" in comparison.suggestion
    assert "经营异常名录" in comparison.suggestion


def test_trading_on_after_deregistration(compared):
    comparison = compared(OperatorSigns(uscc=[B]))
    assert kinds(comparison) == ["status", "abnormal_listed"]
    assert "注销" in comparison.suggestion


def test_a_code_nobody_has(compared):
    comparison = compared(OperatorSigns(uscc=[A]), ROWS[1])
    assert comparison.entry is None
    assert kinds(comparison) == ["not_registered"]


def test_a_code_of_a_territory_that_is_not_covered_says_nothing(compared):
    assert compared(OperatorSigns(uscc=[A]), ROWS[1], areas=()) is None


def test_an_operator_without_a_code_is_tied_by_its_name(compared):
    comparison = compared(OperatorSigns(names=["昆明云岫商贸有限公司"]))
    assert comparison.code == A


@pytest.mark.parametrize(
    "name", ["昆明云岫商贸(有限公司)", "昆明云岫商贸（有限公司）", "昆明云岫商贸有限公司 "]
)
def test_brackets_and_blanks_are_no_difference(name):
    assert name_key(name) == name_key("昆明云岫商贸有限公司")


def test_an_address_that_says_less_is_no_difference(bare_home, extract):
    import_extract(bare_home, extract(*ROWS), as_of=DAY)
    entry = opened_register(bare_home).by_code(A)
    assert list(differences(entry, [], ["昆明市", "云南省"], [])) == []
