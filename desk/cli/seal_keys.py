"""The seal's key 固化密钥 from the terminal: make, replace, withdraw, have it certified."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from desk.cli.key_rows import KeyRow
from desk.cli.language import language, say
from desk.cli.passphrase import ask_new_passphrase, ask_passphrase
from desk.cli.terminal import tell, tell_raw, warn
from leads.beijing import day_of, shown_time
from leads.home import Home
from leads.office import Office, load_office

if TYPE_CHECKING:
    from evidence.seal.seal_key import SealKey


def make_seal(home: Home, *, test: bool, years: int) -> None:
    """Make the key with a certificate in the office's name, and say what to publish."""
    from evidence.seal.seal_key import make_seal_key
    from leads.seal_keys import holder_of

    office = load_office(home)
    holder = holder_of(home, office)
    _refuse_second(home)
    key = make_seal_key(home.seal_keys, holder, ask_new_passphrase(), test=test, years=years)
    _enter(home, office, "made")
    _tell_made(home, key)


def rotate_seal(home: Home, *, test: bool, years: int) -> None:
    """Put the present key aside and make a new one; what it sealed stays valid."""
    from evidence.seal.seal_key import rotate_seal_key
    from leads.seal_keys import holder_of

    office = load_office(home)
    holder = holder_of(home, office)
    key = rotate_seal_key(home.seal_keys, holder, ask_new_passphrase(), test=test, years=years)
    _enter(home, office, "rotated")
    tell(
        say(
            "旧密钥已改名保存，不再签名；它签过的证据包仍然有效，旧指纹请继续公布。",
            "the old key is kept under another name and signs no more; what it sealed stays "
            "valid, so keep publishing its fingerprint.",
        )
    )
    _tell_made(home, key)


def withdraw_seal(home: Home, identity: str, reason: str, since: datetime | None) -> None:
    """Withdraw a key of the seal for good: what it signs from `since` on is void."""
    from evidence.seal.keys import show_keys, withdraw

    office = load_office(home)
    fingerprint = as_fingerprint(identity)
    made = withdraw(home.seal_keys, fingerprint, reason, since=since)
    _enter(home, office, "withdrawn", reason)
    tell(
        say(
            f"已撤销：{fingerprint}，自北京时间 {shown_time(made.since)} 起的签名无效；"
            "此前已加盖时间戳的仍然有效。",
            f"withdrawn: {fingerprint}; void is what it signs from {shown_time(made.since)} "
            "(Beijing) on, what was time-stamped before still holds.",
        )
    )
    tell(
        say(
            "请立即公告撤销的指纹和时间：别处的核验人只能由此得知。",
            "announce the fingerprint and the time at once: whoever verifies elsewhere "
            "learns it only from you.",
        )
    )
    present = [one for one in show_keys(home.seal_keys, home.ledger_keys) if one.present]
    if any(one.identity == fingerprint for one in present):
        advice = "wangjian keys rotate --seal"
        tell(say(f"现用密钥已撤销，请更换：{advice}", f"this is the present key; now: {advice}"))


def request_seal(home: Home, out: Path | None) -> None:
    """A request for a certificate of the present key, to take to an authority."""
    from evidence.seal.private_key import write_new
    from evidence.seal.seal_key import request_certificate
    from leads.seal_keys import holder_of

    holder = holder_of(home, load_office(home))
    pem = request_certificate(home.seal_keys, ask_passphrase(), holder)
    if out is None:
        tell_raw(pem.decode("ascii").rstrip("\n"))
        return
    write_new(out, pem)
    tell(say(f"已写入证书申请：{out}", f"request written: {out}"))
    tell(
        say(
            "交给签发机构后，用 wangjian keys install 证书文件 --root 根证书文件 安装。",
            "once it is issued: wangjian keys install CERTIFICATE --root ROOT",
        )
    )


def install_seal(home: Home, certificate: Path, root: Path | None) -> None:
    """Put a certificate that an authority issued in the place of the present one."""
    from leads.seal_keys import install_issued

    office = load_office(home)
    pem = certificate.read_bytes()
    roots = root.read_bytes() if root is not None else b""
    key = install_issued(home, ask_passphrase(), pem, roots)
    _enter(home, office, "installed")
    tell(say("已安装签发的证书；旧证书已改名保存。", "installed; the old one is kept."))
    _tell_certificate(home, key)


def seal_rows(home: Home) -> Iterator[KeyRow]:
    """The certificates of the seal, those that were replaced first."""
    from evidence.seal.keys import show_keys, withdrawals

    withdrawn = {one.fingerprint: one for one in withdrawals(home.seal_keys)}
    for one in show_keys(home.seal_keys, home.ledger_keys):
        if one.use != "seal":
            continue
        notes = [] if one.present else [say("已更换", "replaced")]
        if one.issuer != one.subject:
            notes.append(say(f"签发：{one.issuer}", f"issued by {one.issuer}"))
        gone = withdrawn.get(one.identity)
        if gone is not None:
            day = day_of(gone.since)
            notes.append(say(f"已撤销 {day}：{gone.reason}", f"withdrawn {day}: {gone.reason}"))
        yield KeyRow(
            use="seal",
            holder=one.subject,
            identity=one.identity,
            valid_from=str(day_of(one.valid_from)) if one.valid_from else "",
            valid_to=str(day_of(one.valid_to)) if one.valid_to else "",
            test=one.test,
            note="；".join(notes),
            present=one.present,
        )


def as_fingerprint(words: str) -> str:
    """A fingerprint as openssl prints it, from any way of writing its 64 digits."""
    digits = "".join(one for one in words if one not in ": -").upper()
    return ":".join(digits[at : at + 2] for at in range(0, len(digits), 2))


def _refuse_second(home: Home) -> None:
    """Refuse before a passphrase is asked for."""
    from evidence.errors import KeyFault
    from evidence.seal.seal_key import KEY_NAME

    path = home.seal_keys / KEY_NAME
    if path.exists():
        raise KeyFault(
            "exists",
            f"{path}：密钥已存在；要更换请用 wangjian keys rotate --seal",
            f"{path}: the key exists; to replace it: wangjian keys rotate --seal",
        )


def _enter(home: Home, office: Office, step: str, reason: str = "") -> None:
    """Enter it in the ledger; the key is made all the same where that fails."""
    from evidence.errors import EvidenceError
    from leads.seal_keys import enter_seal_keys

    try:
        index = enter_seal_keys(home, office, step, reason)
    except (EvidenceError, OSError) as error:
        told = error.diagnostics(language()) if isinstance(error, EvidenceError) else str(error)
        warn(say(f"未能登记到存证日志：{told}", f"not entered in the ledger: {told}"))
        return
    if index is not None:
        tell(say(f"已登记到存证日志第 {index} 条。", f"entered in the ledger as entry {index}."))


def _tell_made(home: Home, key: "SealKey") -> None:
    tell(say(f"已生成固化密钥：{home.seal_keys}", f"made the seal's key: {home.seal_keys}"))
    _tell_certificate(home, key)
    tell(
        say(
            "请将此目录与口令分开备份：丢失口令无法找回。",
            "back up this folder, and its passphrase elsewhere: a lost passphrase is not found.",
        )
    )


def _tell_certificate(home: Home, key: "SealKey") -> None:
    from evidence.seal.seal_key import CERTIFICATE_NAME

    path = home.seal_keys / CERTIFICATE_NAME
    until = day_of(key.certificate.not_valid_after_utc)
    tell(say("证书持有人：", "holder: ") + key.certificate.subject.rfc4514_string())
    tell(say(f"有效至：{until}", f"valid until: {until}"))
    tell(
        say(f"证书指纹（SHA-256）：{key.fingerprint}", f"fingerprint (SHA-256): {key.fingerprint}")
    )
    if key.test:
        tell(
            say(
                "这是测试密钥：真实案件会拒绝使用它。",
                "this is a test key: it refuses to sign a real case.",
            )
        )
        return
    tell(
        say(
            "请公布此指纹（网站、公告、随案移送），核验人据此认定签名属于本机关；核对："
            f"openssl x509 -in {path} -noout -fingerprint -sha256",
            "publish this fingerprint (web site, notice, with the case): by it others know the "
            f"seal is yours; compare: openssl x509 -in {path} -noout -fingerprint -sha256",
        )
    )
