"""Following VERIFY.txt of a package step by step, with public tools alone.

    python tools/validators/judge.py PACKAGE.zip ROOT.pem TSA-ROOT.pem [FINGERPRINT]

The commands and what each must print are read out of the package's own VERIFY.txt.
They are typed into a shell that finds the programs of .venv/validators and those of
the system, and nothing of wangjian. Ends with 0 if every step printed what it must.
"""

import os
import re
import shutil
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
PROGRAMS = ROOT / ".venv" / "validators" / "bin"
SECONDS = 600


@dataclass(frozen=True)
class Step:
    """A numbered step of the text: what to type, and what it says must come."""

    number: int
    commands: list[str]
    must: str


@dataclass(frozen=True)
class Done:
    """What a step printed, both ways out together, and how its last command ended."""

    code: int
    printed: str

    @property
    def lines(self) -> list[str]:
        """The lines that are not empty."""
        return [line.strip() for line in self.printed.splitlines() if line.strip()]


def halves(text: str) -> tuple[str, str]:
    """The Chinese part of VERIFY.txt and the English one."""
    chinese, mark, english = text.partition("How to verify this package")
    if not mark:
        raise ValueError("VERIFY.txt has no English part")
    return chinese, english


def steps(text: str) -> dict[int, Step]:
    """The steps of one part, by their numbers: lines set in by four blanks are commands."""
    found: dict[int, Step] = {}
    number, typed = -1, list[str]()
    for line in text.splitlines():
        if begun := re.match(r"(\d)(?:　|  |$)", line):
            number, typed = int(begun[1]), []
        elif line.startswith("    "):
            typed.append(line[4:])
        elif said := re.match(r"  (?:应见：|must print: )(.*)", line):
            found[number] = Step(number, typed, said[1])
    return found


def nothing(done: Done) -> bool:
    """Nothing is printed."""
    return not done.printed


def signed(done: Done) -> bool:
    """openssl's sentence, and a fingerprint to compare with the published one."""
    printed = re.search(r"Fingerprint=([0-9A-F]{2}(?::[0-9A-F]{2}){31})\b", done.printed, re.I)
    return "CMS Verification successful" in done.printed and printed is not None


def stamped(done: Done) -> bool:
    """One OK for each stamp, at least one, and no other verdict."""
    verdicts = [line for line in done.lines if line.startswith("Verification: ")]
    return bool(verdicts) and set(verdicts) == {"Verification: OK"}


def listed(done: Done) -> bool:
    """A line for each file, each ending with OK."""
    return bool(done.lines) and all(line.endswith(": OK") for line in done.lines)


def listed_and_counted(done: Done) -> bool:
    """As `listed`, then two equal numbers: of the files, and of the lines."""
    *files, here, there = done.lines
    return listed(Done(0, "\n".join(files))) and here == there == str(len(files))


def records(done: Done) -> bool:
    """Pairs of equal numbers, none of them 0."""
    numbers = [int(line) for line in done.lines if line.isdecimal()]
    pairs = numbers[::2] == numbers[1::2]
    return len(numbers) == len(done.lines) > 0 and pairs and 0 not in numbers


def says(words: str) -> Callable[[Done], bool]:
    """The words are printed."""
    return lambda done: words in done.printed


MUST: dict[int, tuple[str, Callable[[Done], bool]]] = {
    0: ("nothing is printed", nothing),
    1: ("nothing is printed", nothing),
    2: ("CMS Verification successful; the published fingerprint", signed),
    3: ("Verification: OK for each stamp", stamped),
    4: ("each line : OK", listed),
    5: ("each line : OK, two equal numbers", listed_and_counted),
    6: ("is valid", says("is valid")),
    7: (
        "Validation succeeded, the passed WACZ is valid",
        says("Validation succeeded, the passed WACZ is valid"),
    ),
    8: ("two equal numbers a file", records),
    9: ("exit 0", lambda done: done.code == 0),
}
"""How a step's words begin in the text, and what they ask for."""


def path() -> str:
    """Where programs are looked for: nothing of wangjian's own environment."""
    others = os.environ["PATH"].split(":")
    ours = str(ROOT / ".venv" / "bin")
    return ":".join([str(PROGRAMS), *(one for one in others if one != ours)])


class Desk:
    """A folder in which somebody follows the text, who has the ZIP and the two roots."""

    def __init__(self, folder: Path, package: Path, root: bytes, tsa_root: bytes) -> None:
        self.folder = folder
        self.number = package.stem.removesuffix("-pending")
        shutil.copy(package, folder / f"{self.number}.zip")
        (folder / "root.pem").write_bytes(root)
        (folder / "tsa-root.pem").write_bytes(tsa_root)
        (folder / "tmp").mkdir()
        with zipfile.ZipFile(package) as archive:
            text = archive.read(f"{self.number}/VERIFY.txt").decode("utf-8")
        self.chinese, self.english = (steps(part) for part in halves(text))

    @property
    def bag(self) -> Path:
        """Where step 1 puts the files."""
        return self.folder / "new" / self.number

    def type(self, *commands: str) -> Done:
        """Type step 0 and then `commands`, where step 1 leads to. One folder stays TMP."""
        setup = [
            line.replace("$(mktemp -d)", str(self.folder / "tmp"))
            for line in self.english[0].commands
        ]
        there = [f"cd '{self.bag}'"] if self.bag.exists() else []
        ended = subprocess.run(
            ["bash", "-c", "\n".join([*setup, *there, *commands])],
            cwd=self.folder,
            env={"PATH": path(), "HOME": str(self.folder)},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            timeout=SECONDS,
            check=False,
        )
        return Done(ended.returncode, ended.stdout.decode("utf-8", "replace"))

    def follow(self, number: int) -> tuple[Done, str]:
        """Do a step; what it printed, and what is wrong with that ("" if nothing).

            Each of its lines must end well by itself, as somebody sees who types them. Step 3
        is left out where there is no stamp yet, as the text says.
        """
        step = self.english[number]
        words, met = MUST[number]
        if number == 7:  # it unpacks into TMP, which is new to whoever types it
            shutil.rmtree(self.folder / "tmp" / "w", ignore_errors=True)
        if number == 3 and not list(self.bag.glob("seal/*.tsr")):
            return Done(0, "no .tsr file in seal/: the stamp is still pending\n"), ""
        done = self.type("set -e", *step.commands) if number else self.type()
        if not step.must.startswith(words):
            return done, f"step {number}: the text asks for something else: {step.must}"
        if done.code or not met(done):
            return done, f"step {number}: must print: {step.must}; printed: {done.printed}"
        return done, ""


def main() -> int:
    """Follow the text of one package; 0 if every step printed what it must."""
    if len(sys.argv) not in (4, 5):
        raise SystemExit(__doc__)
    package, root, tsa_root = (Path(given).resolve() for given in sys.argv[1:4])
    wrong = 0
    with tempfile.TemporaryDirectory() as folder:
        desk = Desk(Path(folder), package, root.read_bytes(), tsa_root.read_bytes())
        for number, step in desk.english.items():
            done, fault = desk.follow(number)
            if number == 2 and len(sys.argv) == 5 and sys.argv[4] not in done.printed:
                fault = fault or f"step 2: the fingerprint is another: {done.printed}"
            wrong += bool(fault)
            print(f"{'BAD' if fault else 'ok '}  {number}  {' ; '.join(step.commands)[:100]}")
            print(f"         {fault or done.lines[-1:] or 'nothing printed'}")
    print(f"{wrong} of {len(desk.english)} steps did not print what they must")
    return 1 if wrong else 0


if __name__ == "__main__":
    raise SystemExit(main())
