"""django-oscar, a shop that nobody here wrote (tools/real_shop), served on loopback."""

import contextlib
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

TOOLS = Path(__file__).resolve().parents[4] / "tools" / "real_shop"


def _run_module() -> ModuleType:
    """tools/real_shop/run.py, which looks for its neighbours beside itself."""
    sys.path.insert(0, str(TOOLS))
    try:
        import run  # type: ignore[import-not-found]

        return run  # type: ignore[no-any-return]
    finally:
        sys.path.remove(str(TOOLS))


@contextlib.contextmanager
def served_oscar(work: Path) -> Iterator[str]:
    """The shop's home address. Its programs are installed once, below var/real-shop."""
    shop = _run_module()
    shop.WORK.mkdir(parents=True, exist_ok=True)
    environment = shop.environment(work / "shop")
    python = shop.install(shop.WORK / "venv")
    shop.prepare(python, work / "shop", environment)
    port = shop.free_port()
    base = f"http://127.0.0.1:{port}/"
    with (work / "shop.log").open("wb") as log:
        server = subprocess.Popen(
            [python, "-m", "django", "runserver", f"127.0.0.1:{port}", "--noreload"],
            env=environment,
            stdout=log,
            stderr=log,
        )
        try:
            shop.wait_for(base, server)
            yield base
        finally:
            server.terminate()
            server.wait(20)


def oscar_pages(base: str) -> list[tuple[str, str]]:
    """Pages of different kinds: home, list, product, search, basket, login."""
    paths = ("", "catalogue/", "search/?q=%E4%B8%89%E4%B8%83", "basket/", "accounts/login/")
    pages = [("oscar", base + path) for path in paths]
    return [*pages, ("oscar", base + _product(base))]


def _product(base: str) -> str:
    """The path of the first product that the list of goods leads to."""
    import re
    import urllib.request

    with urllib.request.urlopen(f"{base}catalogue/", timeout=20) as answer:
        found = re.search(rb'href="/(catalogue/[^"/]+_\d+/)"', answer.read())
    if found is None:
        raise RuntimeError("the shop shows no goods")
    return found[1].decode()
