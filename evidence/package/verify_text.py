"""VERIFY.txt 核验说明: how anybody checks a package with public tools, in Chinese and English.

The commands can be copied line by line; what is known of the package stands in
them, what the reader must supply is set in step 0. The text is signed with the
package, so nothing in it may depend on the seal. Whether there is a time-stamp yet
is therefore said for both cases.
"""

from dataclasses import dataclass

from evidence.package.bag import SEALED, one_line
from evidence.package.layout import VERIFIER, WACZ
from evidence.package.not_proved import NOT_PROVED
from evidence.package.seal_files import SIGNATURE

_TIME = (
    """E=$(date -u -d "$(openssl ts -reply -in "$T" -text 2>/dev/null"""
    """ | sed -n 's/^Time stamp: //p')" +%s)"""
)


@dataclass(frozen=True, slots=True)
class VerifyFacts:
    """What the text says of the package. `web` is False where it holds no archived traffic.

    `automatic` says that nothing in it was captured with officers present.
    """

    number: str
    case: str
    office: str
    software: str
    automatic: bool
    web: bool = True
    original: str = ""


@dataclass(frozen=True, slots=True)
class Step:
    """One numbered step: what to type, and what must come and proves what."""

    number: int
    commands: tuple[str, ...]
    zh: str
    en: str
    about_zh: str = ""
    about_en: str = ""


def steps(facts: VerifyFacts) -> list[Step]:
    """The steps for this package, in their order. Numbers are never given to other steps."""
    known = [_set_up(facts), _unpack(facts), _signature(), _stamp(), *_bag()]
    return [*known, *(_web() if facts.web else ()), _ours()]


def _set_up(facts: VerifyFacts) -> Step:
    return Step(
        0,
        (
            "export LC_ALL=C",
            f"export ZIP={facts.number}.zip NEW=new ROOT=root.pem TSAROOT=tsa-root.pem",
            'export TMP=$(mktemp -d) && mkdir -p "$NEW"',
            'ROOT=$(realpath "$ROOT") TSAROOT=$(realpath "$TSAROOT")',
        ),
        "无输出",
        "nothing is printed",
        "把等号右边换成实际路径：证据包、新目录、另行取得的签名根证书和时间戳根证书",
        "put your own paths: the package, a new folder, the two root certificates",
    )


def _unpack(facts: VerifyFacts) -> Step:
    return Step(
        1,
        (f'unzip -q "$ZIP" -d "$NEW" && cd "$NEW/{facts.number}"',),
        "无输出",
        "nothing is printed",
    )


def _signature() -> Step:
    return Step(
        2,
        (
            f"openssl cms -verify -binary -inform DER -in {SIGNATURE} -content {SEALED}"
            ' -CAfile "$ROOT" -purpose any -signer "$TMP/s.pem" -out /dev/null',
            'openssl x509 -in "$TMP/s.pem" -noout -fingerprint -sha256',
        ),
        "CMS Verification successful；指纹与公布的一致 → 清单由该密钥签名，其后未改",
        "CMS Verification successful; the published fingerprint -> signed by this key,"
        " unchanged since",
    )


def _stamp() -> Step:
    return Step(
        3,
        (
            f"for T in {SIGNATURE}.*.tsr; do {_TIME};"
            f' openssl ts -verify -data {SIGNATURE} -in "$T" -CAfile "$TSAROOT"'
            ' -untrusted "${T%.tsr}.chain.pem" -attime "$E"; done',
        ),
        "每个时间戳一行 Verification: OK → 签名在该时刻前已存在（撤销另查）",
        "Verification: OK for each stamp -> the signature existed by then (revocation apart)",
        "seal/ 中没有 .tsr 文件时：时间戳：待取得，不做第3步",
        "no .tsr file in seal/: the stamp is still pending, leave out step 3",
    )


def _bag() -> tuple[Step, ...]:
    return (
        Step(
            4,
            (f"sha512sum -c --strict {SEALED}",),
            "每行 : OK → 清单文件与所签名的一致",
            "each line : OK -> the lists are those that were signed",
        ),
        Step(
            5,
            (
                "sha256sum -c --strict manifest-sha256.txt",
                "find data -type f | wc -l; wc -l < manifest-sha256.txt",
            ),
            "每行 : OK，末两数相等 → 文件与清单一致",
            "each line : OK, two equal numbers -> files equal the list",
        ),
        Step(
            6,
            ("bagit.py --validate .",),
            "is valid → 格式相符",
            "is valid -> format (lenient)",
        ),
    )


def _web() -> tuple[Step, ...]:
    return (
        Step(
            7,
            (f"wacz validate -f {WACZ}", f'unzip -q {WACZ} -d "$TMP/w"'),
            "Validation succeeded, the passed WACZ is valid → 格式相符",
            "Validation succeeded, the passed WACZ is valid -> format (lenient)",
        ),
        Step(
            8,
            (
                'for F in "$TMP"/w/archive/*.warc.gz; do gzip -t "$F";'
                """ warcio check -v "$F" | grep -c 'digest pass';"""
                ' warcio index "$F" | wc -l; done',
            ),
            "每个文件两个相等的数：digest pass 与记录同数（仅看退出码不足为凭）→ 网络记录未变",
            "two equal numbers a file: as many digest pass as records (exit 0 proves nothing)"
            " -> records unchanged",
        ),
    )


def _ours() -> Step:
    return Step(
        9,
        (
            f"python3 {VERIFIER} .",
            f'python3 {VERIFIER} . --root "$ROOT" --tsa-root "$TSAROOT"',
        ),
        "退出码 0 → 同一结论，更严；第二行用另行取得的根证书，第一行只用包内所附",
        "exit 0 -> same conclusion, stricter; the second line trusts your roots, the first"
        " only those that lie in the package",
        "SM3：openssl dgst -sm3 文件，与固定清单所列比较",
        "SM3: openssl dgst -sm3 FILE, compared with the list of what was kept",
    )


def verify_text(facts: VerifyFacts) -> bytes:
    """The whole text, in UTF-8."""
    return "\n".join([*_chinese(facts), "", "", *_english(facts), ""]).encode("utf-8")


def _chinese(facts: VerifyFacts) -> list[str]:
    lines = [
        "核验说明　VERIFY.txt",
        "",
        f"包名：{facts.number}　案号：{one_line(facts.case) or '未编'}　工具：{facts.software}",
        f"根证书及指纹请从{one_line(facts.office)}另行取得，不以本包所附为准。",
        "所需工具：unzip、openssl 3、coreutils、gzip、Python 3.9 以上；",
        "bagit.py（bagit 1.9.0）、wacz（wacz 0.6.0）、warcio（warcio 1.8.1）。",
    ]
    if facts.original:
        lines.append(f"本包为遮蔽件，由原件 {facts.original} 派生，见 data/redaction.json。")
    for step in steps(facts):
        lines += ["", f"{step.number}　{step.about_zh}".rstrip("　")]
        lines += [f"    {command}" for command in step.commands]
        lines.append(f"  应见：{step.zh}")
    lines += [
        "",
        "证书已过期：先做第3步，第2步加 -attime $E。",
        "ReplayWeb.page 只用于查看 data/web.wacz，其“已验证”字样不作依据。",
        "",
        f"本{'采集' if facts.automatic else '证据'}包不能证明的事项",
    ]
    return lines + [f"{number} {said[0]}" for number, said in enumerate(NOT_PROVED, 1)]


def _english(facts: VerifyFacts) -> list[str]:
    lines = [
        "How to verify this package (VERIFY.txt)",
        "",
        f"Package: {facts.number}  case: {one_line(facts.case) or 'none yet'}"
        f"  tool: {facts.software}",
        f"Get roots and fingerprints from {one_line(facts.office)}, not from this package.",
        "Tools: unzip, openssl 3, coreutils, gzip, Python 3.9 or later;",
        "bagit.py (bagit 1.9.0), wacz (wacz 0.6.0), warcio (warcio 1.8.1).",
    ]
    if facts.original:
        lines.append(
            f"A redacted copy, derived from the original {facts.original}: data/redaction.json."
        )
    for step in steps(facts):
        lines += ["", f"{step.number}  {step.about_en}".rstrip()]
        lines += [f"    {command}" for command in step.commands]
        lines.append(f"  must print: {step.en}")
    lines += [
        "",
        "Certificate expired: step 3 first, then step 2 with -attime $E.",
        'Use ReplayWeb.page to look at data/web.wacz; what it calls "verified" proves nothing.',
        "",
        "What this package does not prove",
    ]
    return lines + [f"{number} {said[1]}" for number, said in enumerate(NOT_PROVED, 1)]
