"""How a command ends 退出码, so that cron and scripts can tell.

The numbers are stable: other things are built on them. 0 to 2 are what every
Unix program uses; the others are ours and leave 64 and above to the shell.
"""

from enum import IntEnum


class ExitCode(IntEnum):
    """The exit codes of `wangjian`. `zh` and `en` say what each means."""

    DONE = 0
    ERROR = 1
    USAGE = 2
    INTERRUPTED = 3
    LOCK_HELD = 4
    DISK_LOW = 5
    BROWSER_UNAVAILABLE = 6
    TIME_LIMIT = 7
    BLOCKED = 8
    NOT_AGREED = 9
    NOT_VERIFIED = 10
    BAD_FILE = 11
    UNREACHABLE = 12
    DATABASE = 13
    NO_DISPLAY = 14
    HELD = 15

    @property
    def zh(self) -> str:
        """What the code means, in Chinese."""
        return _MEANING[self][0]

    @property
    def en(self) -> str:
        """What the code means, in English."""
        return _MEANING[self][1]


_MEANING: dict[ExitCode, tuple[str, str]] = {
    ExitCode.DONE: ("完成", "done"),
    ExitCode.ERROR: ("出错", "an error"),
    ExitCode.USAGE: ("命令用法不对", "wrong usage"),
    ExitCode.INTERRUPTED: ("被中断，可继续", "interrupted, can be resumed"),
    ExitCode.LOCK_HELD: ("另一次巡查正在进行", "another patrol holds the lock"),
    ExitCode.DISK_LOW: ("磁盘空间不足", "disk low"),
    ExitCode.BROWSER_UNAVAILABLE: ("需要浏览器而没有", "a browser was needed and is not there"),
    ExitCode.TIME_LIMIT: ("到了时间上限", "time limit reached"),
    ExitCode.BLOCKED: ("被网站拦截", "blocked by sites"),
    ExitCode.NOT_AGREED: ("关键词表未经全部单位会签", "a keyword list is not agreed"),
    ExitCode.NOT_VERIFIED: ("校验不通过", "verification failed"),
    ExitCode.BAD_FILE: ("文件有错（词表、任务、站点配置、单位）", "a faulty file"),
    ExitCode.UNREACHABLE: ("网站无法访问", "a site is unreachable"),
    ExitCode.DATABASE: ("数据库出错", "database trouble"),
    ExitCode.NO_DISPLAY: ("双人在场取证没有可见的显示屏", "no screen for an attended capture"),
    ExitCode.HELD: ("已由人员暂停", "held by a person, who alone goes on with it"),
}

# Where several sites of a run end badly, the first of these that happened is the
# code of the run: what an administrator must mend comes before what a site did.
_WORST_FIRST = (
    ExitCode.ERROR,
    ExitCode.DATABASE,
    ExitCode.DISK_LOW,
    ExitCode.BAD_FILE,
    ExitCode.NOT_AGREED,
    ExitCode.INTERRUPTED,
    ExitCode.HELD,
    ExitCode.LOCK_HELD,
    ExitCode.BROWSER_UNAVAILABLE,
    ExitCode.NO_DISPLAY,
    ExitCode.TIME_LIMIT,
    ExitCode.BLOCKED,
    ExitCode.UNREACHABLE,
    ExitCode.NOT_VERIFIED,
    ExitCode.USAGE,
)


def worst(codes: "list[ExitCode]") -> ExitCode:
    """The one code that speaks for several."""
    return next((code for code in _WORST_FIRST if code in codes), ExitCode.DONE)
