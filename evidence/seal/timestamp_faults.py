"""What can be wrong with a time-stamp 时间戳: stable codes, and what each means."""

from evidence.archive.faults import shown
from evidence.errors import TimestampFault

# code: (Chinese, English); {what} is what was found.
_MEANINGS = {
    # asking
    "refused": ("网络限制不允许访问（{what}）", "the guard does not let us reach it ({what})"),
    "unreachable": ("无法连接（{what}）", "it cannot be reached ({what})"),
    "http": ("服务返回 HTTP {what}", "it answered with HTTP {what}"),
    "rejected": ("服务拒绝签发（{what}）", "it refused to stamp ({what})"),
    # what came, or is kept
    "malformed": (
        "不是 RFC 3161 时间戳响应，或已损坏（{what}）",
        "this is no RFC 3161 response, or a damaged one ({what})",
    ),
    "stripped": ("响应中没有时间戳", "the response holds no token"),
    "imprint": (
        "时间戳对应的是另一份内容",
        "the stamp is of something else: the imprint is not that of this signature",
    ),
    "imprint-algorithm": (
        "时间戳所用摘要算法不是 SHA-256（{what}）",
        "the imprint is not made with SHA-256 ({what})",
    ),
    "nonce": ("随机数与请求不符：是另一次请求的响应", "the nonce is not that of our request"),
    "policy": ("时间戳策略不是所要求的（{what}）", "the policy is not the one required ({what})"),
    "certificate-missing": (
        "响应和配置中都没有时间戳服务的证书",
        "neither the response nor the configuration has the authority's certificate",
    ),
    "swapped": (
        "签名时的证书已被替换",
        "the certificate is not the one that signed: it was swapped",
    ),
    "altered": ("签名与内容不符：已被改动", "the signature does not fit: it was altered"),
    "usage": (
        "证书不是时间戳专用证书（扩展密钥用途须只含 timeStamping 且为关键项）",
        "the certificate is none for time-stamping (extended key usage: "
        "critical, timeStamping alone)",
    ),
    "foreign": (
        "证书不是由所给根证书签发（{what}）",
        "the certificate leads to none of the given roots ({what})",
    ),
    "expired": (
        "签发时证书不在有效期内（{what}）",
        "a certificate was not valid when it stamped ({what})",
    ),
    "weak": ("使用了不安全的算法（{what}）", "a broken algorithm was used ({what})"),
    "unsupported": (
        "算法不受支持，openssl 也未能验证（{what}）",
        "the algorithm is not supported, and openssl did not verify it either ({what})",
    ),
}
CODES = frozenset(_MEANINGS)


def timestamp_fault(code: str, what: object = "", *, tsa: str = "") -> TimestampFault:
    """The fault `code`, of the authority named `tsa`; `what` is shown escaped and cut."""
    zh, en = _MEANINGS[code]
    text, name = shown(str(what)), shown(tsa)
    return TimestampFault(
        code,
        f"时间戳{f'（{name}）' if name else ''}：{zh.format(what=text)}",
        f"time-stamp{f' ({name})' if name else ''}: {en.format(what=text)}",
    )
