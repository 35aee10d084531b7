"""The home folder of an office: where everything it keeps and writes lies."""

import os
import shutil
from dataclasses import dataclass
from pathlib import Path

from evidence.archive.durable import no_room_left
from leads.errors import HomeFault

VARIABLE = "WANGJIAN_HOME"
DEFAULT = Path("var")
LEAST_ROOM = 16 << 20
"""Bytes of room below which nothing can be counted on to be written, a database least of all."""


@dataclass(frozen=True, slots=True)
class Home:
    """The folder `path` and the places in it (design.md, "Home folder").

    Nothing is created before `make`.
    """

    path: Path

    @classmethod
    def from_env(cls) -> "Home":
        """The folder that WANGJIAN_HOME names, else ./var; always absolute."""
        return cls(Path(os.environ.get(VARIABLE) or DEFAULT).expanduser().absolute())

    # What the program keeps.

    @property
    def database(self) -> Path:
        """The SQLite file, used unless DATABASE_URL says otherwise."""
        return self.path / "wangjian.sqlite3"

    @property
    def jobs(self) -> Path:
        """The SQLite file of the job engine."""
        return self.path / "jobs.sqlite3"

    @property
    def archive(self) -> Path:
        """WARC files of crawls."""
        return self.path / "archive"

    @property
    def captures(self) -> Path:
        """Captures 采集件 made by a browser."""
        return self.path / "captures"

    @property
    def ledger(self) -> Path:
        """The ledger 存证日志."""
        return self.path / "ledger"

    @property
    def outbox(self) -> Path:
        """What is handed to the units, one folder a unit."""
        return self.path / "outbox"

    @property
    def screening(self) -> Path:
        """The network unit's screening 初筛 files, one pair a run."""
        return self.path / "screening"

    @property
    def runs(self) -> Path:
        """Working files of runs."""
        return self.path / "runs"

    @property
    def packages(self) -> Path:
        """Case packages."""
        return self.path / "packages"

    @property
    def keys(self) -> Path:
        """Keys of units, ledger and seal; closed to other accounts."""
        return self.path / "keys"

    @property
    def seal_keys(self) -> Path:
        """The seal's key 固化密钥 with its certificate."""
        return self.keys / "seal"

    @property
    def ledger_keys(self) -> Path:
        """The ledger's key 存证日志密钥."""
        return self.keys / "ledger"

    @property
    def seals(self) -> Path:
        """Signatures of packages with their time-stamps, one folder a package."""
        return self.packages / "seals"

    @property
    def records(self) -> Path:
        """Records 文书 that were made for packages, one folder a package."""
        return self.packages / "records"

    @property
    def register(self) -> Path:
        """The imported extracts of the register 登记信息."""
        return self.path / "register.sqlite3"

    @property
    def pictures(self) -> Path:
        """What was read in pictures, by digest, so that each is read once."""
        return self.path / "pictures.sqlite3"

    @property
    def log(self) -> Path:
        """Log files."""
        return self.path / "log"

    # What the office writes.

    @property
    def office_file(self) -> Path:
        """wangjian.toml, the office's configuration."""
        return self.path / "wangjian.toml"

    @property
    def units_file(self) -> Path:
        """units.toml, where the office's table of units differs from the shipped one."""
        return self.path / "units.toml"

    @property
    def holidays_file(self) -> Path:
        """holidays.toml, where the office keeps the working calendar 工作日历."""
        return self.path / "holidays.toml"

    @property
    def campaigns(self) -> Path:
        """Campaign 任务 files."""
        return self.path / "campaigns"

    @property
    def lists(self) -> Path:
        """Keyword lists 关键词表 and their agreements."""
        return self.path / "lists"

    @property
    def sites(self) -> Path:
        """Site profiles."""
        return self.path / "sites"

    @property
    def unit_keys_file(self) -> Path:
        """The public keys of the units, for agreements 会签."""
        return self.keys / "units.toml"

    @property
    def folders(self) -> tuple[Path, ...]:
        """Every folder that `make` makes."""
        made = (self.archive, self.captures, self.ledger, self.outbox, self.screening)
        kept = (self.runs, self.packages, self.keys, self.log)
        return (self.path, *made, *kept, self.campaigns, self.lists, self.sites)

    @property
    def out_of_room(self) -> bool:
        """Whether the disk is so full that not even a row is sure to be kept. OSError passes."""
        return shutil.disk_usage(self.path).free < LEAST_ROOM

    def make(self) -> "Home":
        """Create what is missing and see that it can be written. Raises HomeFault."""
        for folder in self.folders:
            try:
                folder.mkdir(parents=True, exist_ok=True)
                if folder == self.keys:
                    folder.chmod(0o700)
            except OSError as error:
                raise _unusable(folder, error) from error
            if not os.access(folder, os.R_OK | os.W_OK | os.X_OK):
                raise _unusable(folder, None)
        return self


def _unusable(folder: Path, error: OSError | None) -> HomeFault:
    if error is not None and no_room_left(error):
        return HomeFault(
            f"磁盘已满，不能建立主目录 {folder}；请腾出空间后重新运行，"
            f"或用 {VARIABLE} 指定另一个目录",
            f"the disk is full, the home folder {folder} cannot be made; make room and run again, "
            f"or name another folder in {VARIABLE}",
            disk_full=True,
        )
    why = (error.strerror or str(error)) if error else "permission denied"
    return HomeFault(
        f"不能使用主目录 {folder}（{why}）；请检查权限和磁盘，或用 {VARIABLE} 指定另一个目录",
        f"cannot use the home folder {folder} ({why}); "
        f"check permissions and disk, or name another folder in {VARIABLE}",
    )
