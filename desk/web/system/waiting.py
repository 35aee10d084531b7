"""今日 of administrators and legal officers: what does not verify, failed, waits or runs out."""

from collections.abc import Iterable

from desk.web.models import Account
from desk.web.roles import Role
from desk.web.system import standing
from desk.web.today.lines import Line
from leads.casework.pending import pending_packages


def waiting(account: Account) -> Iterable[Line]:
    """核验异常, 失败作业, 时间戳待补, 磁盘; 版本审核."""
    if account.kind is Role.ADMINISTRATOR:
        checks = [
            standing.last_job("verify-ledger", "存证日志核验"),
            standing.last_job("sample-captures", "采集件抽验"),
        ]
        bad = sum(1 for one in checks if one.job is not None and one.css == "bad")
        bad += len(standing.bad_ones()) + len(standing.filing_errors())
        yield Line("核验异常", bad, "/system/", 10, urgent=True)
        yield Line("失败作业", len(standing.failed_jobs()), "/system/#failed", 20)
        yield Line("时间戳待补", len(pending_packages()), "/system/#stamps", 30)
        disk = standing.disk()
        yield Line("磁盘不足", int(disk.css == "bad"), "/system/", 40, urgent=True, note=disk.words)
        expiring = [one for one in standing.key_facts() if one.css == "bad"]
        yield Line("密钥到期", len(expiring), "/system/", 50, urgent=True)
        calendar = standing.calendar()
        yield Line("缺工作日历", int(calendar.css != "good"), "/system/", 60, note=calendar.words)
    kind = {Role.LEGAL: "法制", Role.ADMINISTRATOR: "技术"}.get(account.kind)
    if kind is not None:
        missing = dict(standing.reviews())[kind] is None
        yield Line("版本审核", int(missing), "/system/review/", 70)
