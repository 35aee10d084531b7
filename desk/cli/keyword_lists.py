"""`wangjian keywords`: check, show, explain, exchange with Excel, and agree on lists."""

import json
import shutil
from dataclasses import asdict, astuple
from pathlib import Path
from typing import Annotated

import typer

from desk.cli.keys import ask_passphrase, key_path
from desk.cli.language import say
from desk.cli.lead_work import at_work
from desk.cli.terminal import table, tell, tell_raw, warn
from keywords.agreement import (
    AgreementStatus,
    add_agreement,
    agreements_path,
    load_key,
    load_unit_keys,
    read_agreements,
    sign,
)
from keywords.agreement import status as agreement_status
from keywords.keyword_list import KeywordList, load_list, shipped_lists
from keywords.lexicon import Lexicon
from leads.beijing import day_of
from leads.clock import require_clock
from leads.home import Home
from leads.units import load_units

app = typer.Typer(
    no_args_is_help=True,
    help=say("关键词清单：检查、查看、解释、导入导出、会签。", "The keyword lists."),
)

ListArgument = Annotated[
    str, typer.Argument(metavar="LIST", help=say("清单文件或编号", "a list's file or id"))
]
Lists = Annotated[
    list[str] | None,
    typer.Argument(metavar="[LIST]…", help=say("清单文件或编号；不写即全部", "files or ids; all")),
]


def chosen(names: list[str] | None, home: Home) -> list[Path]:
    """The files of the named lists; without names all of the office's, else the shipped ones."""
    from crawler.chosen_lists import choose_lists

    if names:
        return choose_lists(names, home)
    own = sorted(home.lists.glob("*.toml"))
    shipped = [path for path in shipped_lists() if path.name not in {p.name for p in own}]
    return [*own, *shipped]


def status_of(path: Path, agreed: KeywordList, home: Home) -> AgreementStatus:
    """Who has signed the list, from the files beside it and in the home folder."""
    folders = dict.fromkeys([path.parent.absolute(), home.lists.absolute()])
    given = [a for folder in folders for a in read_agreements(agreements_path(folder, agreed.id))]
    return agreement_status(agreed, given, load_unit_keys(home.unit_keys_file))


@app.command(help=say("检查清单文件，逐行指出问题。", "Check lists; faults with file and line."))
def check(names: Lists = None) -> None:
    """Read every list; the first faults found are told with file, line and expectation."""
    from crawler.chosen_lists import read_lists
    from leads.list_files import require_known_lists

    home = Home.from_env()
    paths = chosen(names, home)
    lists = read_lists(paths)
    require_known_lists(paths, lists, load_units(home))
    for path, one in zip(paths, lists, strict=True):
        strong = sum(term.strength == "strong" for term in one.terms)
        counts = say(
            f"{len(one.terms)} 词（强 {strong}，弱 {len(one.terms) - strong}）",
            f"{len(one.terms)} terms ({strong} strong, {len(one.terms) - strong} weak)",
        )
        tell(f"{path}: {one.title} {one.version} {counts} {one.digest}")


@app.command(help=say("显示一张清单。", "Show one list."))
def show(name: ListArgument, json_: Annotated[bool, typer.Option("--json")] = False) -> None:
    """The list's head and its terms as a table, or its canonical JSON."""
    home = Home.from_env()
    one = load_list(chosen([name], home)[0])
    if json_:
        tell_raw(one.canonical().decode())
        return
    units = load_units(home)
    tell(f"{one.title}  {one.id} {one.version}  {one.digest}")
    tell(say("会签机构：", "units: ") + "、".join(map(units.title, one.units)))
    for sign_text in one.signs:
        tell(say("表现特征：", "signs: ") + sign_text)
    for basis in one.basis:
        until = basis.valid_to or ""
        tell(say("依据：", "basis: ") + f"{basis.citation} [{basis.valid_from} — {until}]")
    headers = say("词|强弱|规则|搜索|另写|语境", "term|strength|rule|search|variants|context")
    table(headers.split("|"), map(_term_row, one.terms))


def _term_row(term: object) -> tuple[str, ...]:
    from keywords.term import CONTEXT_FIELDS, Term

    assert isinstance(term, Term)
    contexts = [
        f"{name}: {'、'.join(getattr(term, name))}"
        for name in CONTEXT_FIELDS
        if getattr(term, name)
    ]
    return (
        term.text,
        say("强", "strong") if term.strength == "strong" else say("弱", "weak"),
        term.rule,
        say("是", "yes") if term.search else "",
        "、".join(term.variants),
        "; ".join(contexts),
    )


@app.command(help=say("解释一段文字：命中什么，为何，什么使它不算。", "Explain a text's hits."))
def explain(
    text: Annotated[str, typer.Argument(help=say("要解释的文字", "the text"))],
    lists: Annotated[
        list[str] | None, typer.Option("--keywords", help=say("只用这些清单", "only these lists"))
    ] = None,
    json_: Annotated[bool, typer.Option("--json")] = False,
) -> None:
    """Every hit with its place, the folded text, unit, bodies outside, law, what excused it."""
    from crawler.chosen_lists import read_lists
    from desk.cli.explaining import explained, report

    told = explained(text, read_lists(chosen(lists, Home.from_env())))
    if json_:
        for one in told:
            tell_raw(json.dumps(one.as_json, ensure_ascii=False))
        return
    for line in report(told, text, load_units(Home.from_env())):
        tell(line)


@app.command("import", help=say("把 Excel 清单读成 TOML。", "Read a workbook into a TOML list."))
def import_(
    workbook: Annotated[Path, typer.Argument(help="XLSX")],
    out: Annotated[Path | None, typer.Option("-o", "--out", help="TOML")] = None,
    force: Annotated[bool, typer.Option("--force", help=say("覆盖已有文件", "overwrite"))] = False,
) -> None:
    """Read XLSX; write TOML into the home folder's lists/, or where -o says."""
    from keywords.toml_list import write_list
    from leads.list_files import read_list_file

    home = Home.from_env().make()
    one = read_list_file(workbook, load_units(home))
    target = out or home.lists / f"{one.id}.toml"
    _refuse_overwrite(target, force=force)
    write_list(one, target)
    tell(say(f"已写入：{target}（{one.digest}）", f"written: {target} ({one.digest})"))


@app.command(
    help=say("写一张可照填的 Excel 模板（各表有示例）。", "A workbook to fill in, with examples.")
)
def template(
    out: Annotated[Path, typer.Argument(metavar="FILE.xlsx")],
    force: Annotated[bool, typer.Option("--force", help=say("覆盖已有文件", "overwrite"))] = False,
) -> None:
    """Write the template; `import` reads it once it is filled in."""
    from leads.list_files import write_template

    _refuse_overwrite(out, force=force)
    write_template(out, load_units(Home.from_env()))
    tell(say(f"已写入：{out}", f"written: {out}"))


@app.command(help=say("把清单写成 Excel。", "Write a list as a workbook."))
def export(
    name: ListArgument,
    out: Annotated[Path | None, typer.Option("-o", "--out", help="XLSX")] = None,
    force: Annotated[bool, typer.Option("--force", help=say("覆盖已有文件", "overwrite"))] = False,
) -> None:
    """Write XLSX beside the present folder, or where -o says."""
    from keywords.workbook import write_workbook

    one = load_list(chosen([name], Home.from_env())[0])
    target = out or Path(f"{one.id}.xlsx")
    _refuse_overwrite(target, force=force)
    write_workbook(one, target)
    tell(say(f"已写入：{target}", f"written: {target}"))


def _refuse_overwrite(target: Path, *, force: bool) -> None:
    from keywords.errors import FileFault

    if target.exists() and not force:
        raise FileFault.single(
            target, "文件已存在；要覆盖请加 --force", "the file exists; overwrite with --force"
        )


@app.command(help=say("以机构密钥会签清单。", "Sign lists with a unit's key."))
def agree(
    names: Annotated[list[str], typer.Argument(metavar="LIST…")],
    unit: Annotated[str, typer.Option("--unit", help=say("机构", "the unit"))],
    officer: Annotated[str, typer.Option("--officer", help=say("签署人", "who signs"))],
    key: Annotated[Path | None, typer.Option("--key", help=say("密钥文件", "key file"))] = None,
) -> None:
    """Sign the digest of each list as it is now; a shipped list is copied home first.

    The copy keeps what was agreed on unchanged when the program is updated.
    """
    from leads.list_files import require_known_lists

    home = Home.from_env().make()
    require_clock(home)
    signer = load_units(home).find(unit)
    paths = chosen(names, home)
    require_known_lists(paths, list(map(load_list, paths)), load_units(home))
    opened = load_key(key or key_path(home, signer.id), ask_passphrase())
    for path in paths:
        one = load_list(path)
        own = home.lists / f"{one.id}.toml"
        if path in shipped_lists() and not own.exists():
            shutil.copyfile(path, own)
        add_agreement(agreements_path(home.lists, one.id), sign(one, signer.id, officer, opened))
        tell(
            say(
                f"{signer.title} {officer} 已会签 {one.id} {one.version}（{one.digest}）",
                f"{signer.id}, {officer}: signed {one.id} {one.version} ({one.digest})",
            )
        )
    _enter(home)


def _enter(home: Home) -> None:
    """Enter the agreements in the ledger; they stand where that has to wait."""
    from leads.agreement_entries import enter_agreements
    from leads.noting import Said, noting
    from leads.office import load_office

    said: list[Said] = []
    with noting(said, "会签尚未登记到存证日志", "not entered in the ledger yet"):
        made = enter_agreements(home, load_office(home))
        if made:
            tell(say(f"已登记到存证日志：{made} 条。", f"entered in the ledger: {made}."))
    for zh, en in said:
        warn(say(zh, en))


@app.command(help=say("看各清单会签到哪一步。", "Who has agreed to which list."))
def status(names: Lists = None) -> int:
    """A line a unit and list; exit 9 while any list is not agreed by all its units."""
    home = Home.from_env()
    units = load_units(home)
    rows: list[tuple[object, ...]] = []
    all_agreed = True
    for path in chosen(names, home):
        one = load_list(path)
        judged = status_of(path, one, home)
        all_agreed &= judged.agreed
        for unit in one.units:
            signed = judged.signed.get(unit)
            refused = [r for r in judged.refusals if r.agreement.unit == unit]
            state = (
                f"{signed.officer} {day_of(signed.signed_at)}"
                if signed
                else say(refused[-1].zh, refused[-1].en)
                if refused
                else say("未签", "not signed")
            )
            rows.append((one.id, one.version, units.title(unit), state))
    table(say("清单|版本|机构|会签", "list|version|unit|agreement").split("|"), rows)
    return 0 if all_agreed else 9


@app.command(
    help=say("列出清单没有、程序疑似的句子里起作用的字词。", "Words of suspected sentences.")
)
def suggest(name: ListArgument, json_: Annotated[bool, typer.Option("--json")] = False) -> None:
    """What the leads suggest that the list does not have, with what became of them."""
    one = load_list(chosen([name], Home.from_env())[0])
    with at_work():
        from leads.models import Lead
        from leads.term_suggestions import term_suggestions

        found = term_suggestions(one.area, Lead.objects.all(), Lexicon([one]))
    if json_:
        for each in found:
            tell_raw(json.dumps(asdict(each), ensure_ascii=False))
        return
    headers = say(
        "字词|线索|网店|有效|噪声|所在的句子", "words|leads|shops|effective|noise|sentence"
    )
    table(headers.split("|"), map(astuple, found))
