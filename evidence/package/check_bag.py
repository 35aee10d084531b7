"""The bag: every file is listed, every listed file is here, nothing else is."""

from collections.abc import Iterator, Mapping

from evidence.package import bag, layout
from evidence.package.contents import Contents, Held
from evidence.package.faults import fault
from evidence.package.file_facts import FileFacts, facts_of
from evidence.package.names import is_own_path
from evidence.package.seal_files import is_seal_file
from evidence.verified import Message

TAGS = frozenset(
    {
        bag.DECLARATION,
        bag.INFO,
        layout.VERIFY_TEXT,
        layout.VERIFIER,
        layout.SEAL_ANCHORS,
        layout.STAMP_ANCHORS,
        layout.LEDGER_ANCHORS,
        *bag.MANIFESTS,
    }
)
"""What the tag manifests list."""


def check_bag(contents: Contents, facts: dict[str, FileFacts]) -> Iterator[Message]:
    """What is wrong with the bag; fills `facts` with those of every file."""
    for path, held in contents.files.items():
        if not _is_allowed(path):
            yield fault("not-allowed", path)
        facts[path] = _facts(held)
        if held.crc is not None and held.crc != facts[path].crc:
            yield fault("zip-crc", path)
    for path in sorted({*TAGS, *bag.TAG_MANIFESTS, layout.CASE} - contents.files.keys()):
        yield fault("missing", path)
    payload = {path: one for path, one in facts.items() if path.startswith(bag.PAYLOAD)}
    tags = {path: one for path, one in facts.items() if path in TAGS}
    for names, listed in ((bag.MANIFESTS, payload), (bag.TAG_MANIFESTS, tags)):
        for name, algorithm in zip(names, ("sha256", "sha512"), strict=True):
            yield from _check_manifest(contents, name, algorithm, listed)
    declaration = contents.read(bag.DECLARATION)
    if declaration is not None and declaration != bag.DECLARATION_TEXT:
        yield fault("declaration", bag.DECLARATION)


def check_info(contents: Contents, number: str, serial: int, oxum: str) -> Iterator[Message]:
    """Whether bag-info.txt says what the content is."""
    lines = (contents.read(bag.INFO) or b"").decode("utf-8", "replace").split("\n")
    for line in (
        f"External-Identifier: {number}",
        f"Wangjian-Serial: {serial}",
        f"Payload-Oxum: {oxum}",
    ):
        if lines.count(line) != 1:
            yield fault("bag-info", bag.INFO, line)


def _is_allowed(path: str) -> bool:
    known = path in TAGS or path in bag.TAG_MANIFESTS or is_seal_file(path)
    return is_own_path(path) and (known or path.startswith(bag.PAYLOAD))


def _facts(held: Held) -> FileFacts:
    with held.open() as stream:
        return facts_of(stream, with_sm3=True)


def _check_manifest(
    contents: Contents, name: str, algorithm: str, files: Mapping[str, FileFacts]
) -> Iterator[Message]:
    """Write the manifest anew and compare; where it differs, name each file that does."""
    found = contents.read(name)
    if found is None:
        if name in contents.files:
            yield fault("too-large", name, contents.files[name].size)
        return
    if found == bag.manifest(files, algorithm):
        return
    said = {}
    for line in found.decode("latin-1").split("\n"):
        digest, _, path = line.partition("  ")
        said[path] = digest
    said.pop("", None)
    wrong = False
    for path in sorted({*said, *files}):
        real = getattr(files[path], algorithm) if path in files else None
        if path not in said:
            yield fault("unlisted", path, name)
        elif real is None:
            yield fault("missing", path, name)
        elif said[path] != real:
            yield fault("digest", path, name)
        wrong |= said.get(path) != real
    if not wrong:
        yield fault("manifest", name, algorithm)
