"""What can go wrong in the leads room, as one tree.

    LeadsError
    ├── HomeFault            the home folder cannot be made or written
    ├── DatabaseFault        the database cannot serve
    │   ├── DatabaseUnreachable   no server, no file, wrong address or password
    │   ├── DatabaseFull          the disk that it lies on is full
    │   ├── DatabaseLocked        another process holds it for too long
    │   ├── DatabaseNotReady      its tables are older than the code
    │   └── DatabaseNewer         its tables are newer than the code
    ├── StepFault            a lead cannot take this step
    │   ├── LeadUnknown           no such lead
    │   ├── ClockWrong            the system clock is behind what was entered last
    │   ├── IllegalStep           not from this stage, or something is missing
    │   ├── LeadChanged           somebody else was faster
    │   ├── OfficerFault          an officer who may not do this
    │   │   └── CodeFault             a personal code that is wrong, locked, unfit or not set
    │   └── UnitUnknown           no such unit in units.toml
    ├── RegisterFault        the register's extracts cannot be imported or asked
    └── OutboxFault          a file for a unit could not be written

Files that people write are refused with `keywords.errors.FileFault`; a record
that does not verify is `evidence.errors.RecordFault`. Every error carries one
line for a person in Chinese and English: what, where, what to do.
"""


class LeadsError(Exception):
    """Base of the room's errors. `disk_full` is true where nothing but room is missing."""

    def __init__(self, zh: str, en: str, *, disk_full: bool = False) -> None:
        super().__init__(en)
        self.zh = zh
        self.en = en
        self.disk_full = disk_full

    def diagnostics(self, language: str = "zh") -> str:
        """One line for a person, in `language` ("zh" or "en")."""
        return self.zh if language == "zh" else self.en


class HomeFault(LeadsError):
    """The home folder cannot be made or written."""


class DatabaseFault(LeadsError):
    """The database cannot serve."""


class DatabaseUnreachable(DatabaseFault):
    """No server answers, the file cannot be opened, or the address is wrong."""


class DatabaseFull(DatabaseFault):
    """The disk is full. What is in the database stays; with room it takes more."""


class DatabaseLocked(DatabaseFault):
    """Another process held the database longer than we wait. Trying again is safe."""


class DatabaseNotReady(DatabaseFault):
    """The tables are older than this version: `migrate` has to run first."""


class DatabaseNewer(DatabaseFault):
    """The tables were made by a newer version; this one would harm them."""


class StepFault(LeadsError):
    """A lead cannot take this step."""


class LeadUnknown(StepFault):
    """No lead has this number."""


class ClockWrong(StepFault):
    """The system clock is behind the last entry of the ledger: no step is dated by it."""


class IllegalStep(StepFault):
    """The step does not start from the lead's stage, or something it needs is missing."""


class LeadChanged(StepFault):
    """Somebody else decided in between. What was to be entered is not lost: enter it again."""


class OfficerFault(StepFault):
    """The officer is unknown, no longer in service, or the same person twice."""


class CodeFault(OfficerFault):
    """A personal code 个人口令 is wrong, locked, unfit or not set."""


class UnitUnknown(StepFault):
    """No unit of units.toml has this id or name."""


class RegisterFault(LeadsError):
    """The register's extracts 登记信息 cannot be imported or asked."""


class OutboxFault(LeadsError):
    """A file for a unit or for screening could not be written; nothing is lost."""
