"""A time-stamp authority on loopback, for the demo and for trials of a whole office.

    python -m tests.evidence.seal.serve_tsa FOLDER

writes FOLDER/roots.pem and, once it answers, FOLDER/address.json with its URL. Its key
is made here and proves nothing to anybody.
"""

import asyncio
import json
import sys
from pathlib import Path

from tests.evidence.seal.tsa import authority, serving


async def run(folder: Path) -> None:
    """Serve until killed."""
    one = authority(folder / "authority")
    (folder / "roots.pem").write_bytes(one.root.pem)
    async with serving(one.answer) as server:
        told = {"url": f"http://{server.address}/tsa", "allow": server.address}
        part = folder / "address.json.part"
        part.write_text(json.dumps(told), encoding="utf-8")
        part.rename(folder / "address.json")
        await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(run(Path(sys.argv[1])))
