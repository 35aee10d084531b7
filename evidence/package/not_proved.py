"""What a package does not prove 本证据包不能证明的事项: said in every package, in two languages."""

NOT_PROVED: tuple[tuple[str, str], ...] = (
    (
        "只表明本系统收到的内容，不证明服务器保存或发给他人的内容。",
        "Only what our collector received, not what the server held or sent to others.",
    ),
    ("不证明页面所述真实。", "Not that the page is true."),
    ("不证明发布者、经营者的真实身份。", "Not who published or operates it."),
    ("不证明采集前后页面的状态。", "Not the page before or after capture."),
    ("不证明其他地区、设备、账号所见相同。", "Not what others saw."),
    (
        "时间戳只表明签名在该时刻前已存在，不是采集时刻。",
        "The stamp is not the capture time.",
    ),
    ("签名和校验值只能发现其后的改动。", "Seal and digests reveal only later changes."),
    (
        "未测偏差的时刻仅为主机时钟所示。",
        "Unmeasured times are the host clock's.",
    ),
    (
        "未发现不等于不存在，范围见覆盖记录。",
        "Not found is not absent; see coverage.",
    ),
    ("不认定行为性质。", "No finding on legality."),
)
"""Chinese and English, numbered from 1 (records.md, VERIFY.txt)."""

ON_PAGE_ONE = (0, 1, 2)
"""Those of page 1: what was received, that it is true, who is behind it."""
