"""`wangjian evidence check-system`: known answers, found changes, and the record of both."""

from desk.cli.language import say
from desk.cli.terminal import tell, warn

HELP = say(
    "验证本机的采集和核验（已知答案、改动检出），制作系统验证记录。",
    "Try capture and verification against known answers, and make the record of it.",
)


def check_system() -> int:
    """Exit 10 where an answer was not the known one; the record tells it all the same."""
    from crawler.exit_codes import ExitCode
    from leads.casework.verification import verify_system
    from leads.home import Home
    from leads.office import load_office

    home = Home.from_env().make()
    found = verify_system(home, load_office(home))
    for document in found.documents:
        for _, file in document.files:
            tell(f"{document.title}  {file.path}")
    for what in found.failed:
        warn(say(f"不符：{what}", f"not as expected: {what}"))
    if found.ok:
        tell(say("已知答案和改动检出全部相符。", "all answers as expected, all changes found."))
    return int(ExitCode.DONE if found.ok else ExitCode.NOT_VERIFIED)
