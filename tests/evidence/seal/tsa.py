"""A time-stamp authority on loopback: the openssl program behind a small server."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from evidence.seal.timestamp import Tsa
from tests.evidence.network.servers import Server, Visit, serve
from tests.evidence.seal.authorities import TIME_STAMPING, Issued, certify
from tests.evidence.seal.program import must

POLICY = "2.25.1234.7"

CONFIGURATION = """
[tsa]
default_tsa = one
[one]
serial = {folder}/serial
crypto_device = builtin
signer_cert = {folder}/signer.pem
signer_key = {folder}/signer.key
{certs}
signer_digest = {digest}
default_policy = {policy}
digests = sha1, sha256, sha384, sha512
accuracy = secs:1, millisecs:500
ordering = yes
tsa_name = yes
ess_cert_id_chain = {whole_chain}
ess_cert_id_alg = {identifier}
"""


@dataclass(frozen=True)
class Authority:
    """What a time-stamp authority has: its certificates and a folder to work in."""

    folder: Path
    root: Issued
    between: Issued | None
    signer: Issued

    def answer(
        self,
        query: bytes,
        *,
        digest: str = "sha256",
        policy: str = POLICY,
        whole_chain: bool = False,
        identifier: str = "sha256",
        send_chain: bool = True,
    ) -> bytes:
        """The TimeStampResp that openssl gives to `query`."""
        chain = self.folder / "chain.pem"
        chain.write_bytes(b"".join(one.pem for one in (self.between, self.root) if one))
        settings = CONFIGURATION.format(
            folder=self.folder,
            digest=digest,
            policy=policy,
            whole_chain="yes" if whole_chain else "no",
            identifier=identifier,
            certs=f"certs = {chain}" if send_chain else "",
        )
        (self.folder / "tsa.cnf").write_text(settings)
        (self.folder / "query.tsq").write_bytes(query)
        (self.folder / "signer.pem").write_bytes(self.signer.pem)
        (self.folder / "signer.key").write_bytes(self.signer.key_pem)
        if not (self.folder / "serial").exists():
            (self.folder / "serial").write_text("01\n")
        out = self.folder / "answer.tsr"
        asked = ("ts", "-reply", "-config", self.folder / "tsa.cnf", "-queryfile")
        must(*asked, self.folder / "query.tsq", "-out", out)
        return out.read_bytes()

    def trusted(self, name: str = "local", url: str = "http://127.0.0.1:9/tsa") -> Tsa:
        """The authority as an office's configuration would have it."""
        return Tsa(name, url, (self.root.certificate,))


def authority(
    folder: Path, *, between: bool = True, signer: Issued | None = None, root: Issued | None = None
) -> Authority:
    """An authority with a root of its own, and an issuer between if wanted."""
    folder.mkdir(parents=True, exist_ok=True)
    root = root or certify("time root")
    middle = certify("time issuer", root) if between else None
    signer = signer or certify("time-stamps", middle or root, ca=False, eku=TIME_STAMPING)
    return Authority(folder, root, middle, signer)


@asynccontextmanager
async def serving(answer: Callable[[bytes], bytes]) -> AsyncIterator[Server]:
    """A server that answers each posted query by what `answer` makes of it."""

    async def reply(visit: Visit) -> None:
        query = visit.request.partition(b"\r\n\r\n")[2]
        body = answer(query)
        head = b"HTTP/1.1 200 OK\r\nContent-Type: application/timestamp-reply\r\n"
        await visit.send(head + b"Content-Length: %d\r\n\r\n" % len(body) + body)

    async with serve(reply) as server:
        yield server
