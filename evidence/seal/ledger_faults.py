"""What can be wrong with the ledger 存证日志: stable codes, and what each means.

The codes are an interface (`wangjian verify --json`); a code is never given a
second meaning.
"""

from evidence.archive.faults import shown
from evidence.errors import LedgerFault

# code: (Chinese, English); {what} is what was found.
_MEANINGS = {
    # the file of entries
    "no-ledger": ("没有存证日志（{what}）", "there is no ledger ({what})"),
    "unreadable": ("无法读取（{what}）", "cannot be read ({what})"),
    "malformed": (
        "不是日志条目：{what}；此行被改动或不是本系统所写",
        "this is no entry: {what}; the line was altered, or is none of ours",
    ),
    "missing": ("条目缺失：{what}；有条目被删除", "entries are missing: {what}; they were deleted"),
    "reordered": ("条目次序被打乱：此处是第 {what} 条", "out of order: entry {what} stands here"),
    "repeated": ("条目重复：此处又是第 {what} 条", "entry {what} stands here a second time"),
    "altered": (
        "条目被改动：与后一条目记载的哈希值不符",
        "the entry was altered: it does not hash to what the next one says",
    ),
    "rewritten": (
        "日志被改写：与已签名的日志头（{what}）不符，改动在此条或其后",
        "the ledger was rewritten, here or after: it does not fit the signed head of {what}",
    ),
    "rolled-back": (
        "日志被回退：已签名的日志头有 {what}，此条起缺失",
        "the ledger was rolled back: the signed head has {what}, from this entry on they are gone",
    ),
    "torn": (
        "末尾有 {what} 字节未写完（写入中断）；下次写入时将另存并登记",
        "{what} bytes at the end were never finished; the next writer sets them aside "
        "and enters that",
    ),
    "torn-file": (
        "另存的残尾与登记不符或缺失（{what}）",
        "a torn tail that was set aside is missing or was altered ({what})",
    ),
    # heads
    "head-broken": (
        "日志头无法读取，或签名不对（{what}）",
        "a head cannot be read, or its signature is wrong ({what})",
    ),
    "head-foreign": (
        "日志头属于另一本日志（{what}）",
        "the head belongs to another ledger ({what})",
    ),
    "head-missing": (
        "已登记的日志头文件缺失或被改动（{what}）",
        "a head that was entered is missing or was altered ({what})",
    ),
    "stamp": (
        "日志头的时间戳缺失、被改动或无效（{what}）",
        "a head's time-stamp is missing, altered or does not hold ({what})",
    ),
    # the second place
    "second-place": (
        "日志头的第二存放处不可用（{what}）；请恢复连接，未连接时不得继续写入",
        "the second place for heads is not there ({what}); bring it back: "
        "without it nothing is written",
    ),
    # writing
    "exists": ("已有存证日志（{what}）", "there is a ledger already ({what})"),
    "replaced": (
        "日志文件在使用中被替换或截断，停止写入",
        "the file was replaced or cut while in use; writing stops",
    ),
    "no-entry": ("不能写成条目：{what}", "this can be no entry: {what}"),
    "clock": (
        "未登记：本机时钟早于最后一条（{what}）。请先校准本机时钟（timedatectl）再试；若时钟现在"
        "是准的、偏快的是原来，请运行 wangjian keys clock --officer 证号 --reason 理由",
        "not entered: the system clock is before the last entry ({what}). Set it right "
        "(timedatectl) and try again; if it is right now and was fast before: "
        "wangjian keys clock --officer NUMBER --reason WHY",
    ),
    "unwritable": ("无法写入（{what}）", "cannot be written ({what})"),
    "locked": (
        "另一进程占用日志超过 {what} 秒；请检查是否有停住的进程",
        "another process has held the ledger for {what} seconds; look for one that hangs",
    ),
    "closed": ("日志已关闭，或写入失败后停用", "the ledger is closed, or stopped after a failure"),
    "no-key": (
        "没有日志密钥，不能签名日志头",
        "no key of the ledger is open, so no head can be signed",
    ),
    "wrong-key": (
        "此密钥未登记在日志中；更换密钥须先登记",
        "this key was not entered in the ledger; enter a new key first",
    ),
    "foreign": (
        "日志由未受信任的密钥开立（{what}）",
        "the ledger was begun with a key that is not trusted ({what})",
    ),
    # proofs
    "proof-malformed": ("不是存证证明，或已损坏（{what}）", "no ledger proof, or damaged ({what})"),
    "proof": (
        "证明不成立：条目不在所签名的日志头之下",
        "the proof fails: the entry is not under the signed head",
    ),
    "proof-subject": (
        "条目登记的不是这份文件（{what}）",
        "the entry is about another file ({what})",
    ),
}
CODES = frozenset(_MEANINGS)


def ledger_fault(code: str, what: object = "", *, entry: int | None = None) -> LedgerFault:
    """The fault `code` at `entry`; `what` is shown escaped and cut."""
    zh, en = _MEANINGS[code]
    text = shown(str(what), 300)
    place_zh = f"第 {entry} 条：" if entry is not None else ""
    place_en = f"entry {entry}: " if entry is not None else ""
    return LedgerFault(
        code,
        f"存证日志：{place_zh}{zh.format(what=text)}",
        f"ledger: {place_en}{en.format(what=text)}",
        entry=entry,
    )
