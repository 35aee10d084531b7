"""No module of ours may shadow a dependency, no room the standard library.

The seven rooms stand at the top level of the import path: a room called `http`
would hide the standard module. Inside a room a bare name equal to a dependency's
confuses readers and tools alike.
"""

import sys
from importlib.metadata import packages_distributions
from pathlib import Path

ROOMS = ("crawler", "evidence", "keywords", "pages", "checks", "leads", "desk")
BANNED = {"utils", "util", "helpers", "helper", "manager", "managers", "common", "misc"}


def shadowed(root: Path) -> list[str]:
    """Faults, one line each: a room or module whose name is taken."""
    taken = {
        name
        for name, owners in packages_distributions().items()
        if name not in ROOMS and "wangjian" not in owners and not name.startswith("_")
    }
    faults = [
        f"{room}: a room with the name of a standard module"
        for room in ROOMS
        if room in sys.stdlib_module_names
    ]
    for room in ROOMS:
        for path in sorted((root / room).rglob("*.py")):
            name = path.stem
            if name in BANNED:
                faults.append(f"{path.relative_to(root)}: says nothing of its concept")
            elif name in taken:
                faults.append(f"{path.relative_to(root)}: shadows the dependency {name}")
    return faults


def main() -> int:
    """Print the faults; 1 if there are any."""
    faults = shadowed(Path(__file__).resolve().parent.parent)
    for fault in faults:
        print(fault)
    return 1 if faults else 0


if __name__ == "__main__":
    raise SystemExit(main())
