"""What can be wrong with a package 证据包: stable codes, and what each means.

A code is never given a second meaning. Of records inside a WACZ the codes are those of
evidence.archive.faults; of the seal those of the seal's own rooms, behind "seal-",
"stamp-" and "ledger-".
"""

from evidence.archive.faults import shown
from evidence.verified import Message

# code: (Chinese, English); {what} is the part that was found wrong.
_MEANINGS = {
    # making one
    "case-file": ("案卷数据不合规：{what}", "the case file is not fit: {what}"),
    "changed": ("文件与登记的摘要不符", "the file is not what its digests say"),
    "exists": ("已有同名而内容不同的证据包", "another package of this name exists"),
    "not-sealed": ("尚未签名", "it is not sealed"),
    "record": ("存档文件不完整", "an archive file is not whole"),
    "original": ("原件未通过核验", "the original is not whole"),
    "not-here": ("原件中没有此文件", "the original has no such file"),
    "may-not-go-along": ("不得随遮蔽件提供", "it may not go along with a redacted copy"),
    "region": ("遮蔽区域不合规", "this is no region to cover"),
    "picture": ("图片无法读取", "the picture cannot be read"),
    "seal-name": ("不是签名文件的名称", "no file of a seal has this name"),
    # the ZIP
    "unreadable": ("无法读取：{what}", "cannot be read: {what}"),
    "zip-end": (
        "ZIP 结尾不合规或被截断（{what}）",
        "the end of the ZIP is not as we write it, or torn off ({what})",
    ),
    "zip-large": ("ZIP 目录过大（{what} 字节）", "the ZIP's directory is too large ({what} bytes)"),
    "zip-name": ("ZIP 中有不允许的文件名", "the ZIP holds a name that is not allowed"),
    "zip-entry": (
        "ZIP 目录项不合规：压缩、加密、注释、时间、权限或附加字段",
        "an entry of the ZIP's directory is not as we write it: compression, encryption, "
        "comment, time, mode or extra field",
    ),
    "zip-local": (
        "ZIP 中文件头与目录不一致",
        "the file's own header does not agree with the ZIP's directory",
    ),
    "zip-twice": (
        "ZIP 中文件重名（不计大小写）",
        "the ZIP holds two files of this name, upper and lower case aside",
    ),
    "zip-order": ("ZIP 中文件次序不合规", "the ZIP's files are not in the order of their names"),
    "zip-place": (
        "ZIP 中有不属于任何文件的数据，或文件重叠（{what}）",
        "the ZIP holds data that belongs to no file, or files overlap ({what})",
    ),
    "zip-crc": (
        "内容与 ZIP 校验值不符：已被改动",
        "the content does not agree with the ZIP's checksum: it was altered",
    ),
    # the bag
    "bag-name": (
        "证据包目录名不合规：{what}",
        "the package's folder is not named as we do: {what}",
    ),
    "link": ("符号链接或特殊文件", "a symbolic link or special file"),
    "not-allowed": ("不该有的文件", "a file that has no place here"),
    "missing": ("文件缺失", "the file is missing"),
    "unlisted": ("{what} 中没有此文件", "{what} does not list the file"),
    "manifest": ("清单不合规（{what}）", "the manifest is not as we write it ({what})"),
    "digest": (
        "内容与清单的摘要不符：已被改动（{what}）",
        "the content is not what the manifest says: it was altered ({what})",
    ),
    "declaration": ("bagit.txt 不合规", "bagit.txt is not as BagIt 1.0 wants it"),
    "bag-info": ("包信息与内容不符（{what}）", "bag-info.txt does not fit the content ({what})"),
    "too-large": (
        "文件过大（{what} 字节），未读取",
        "the file is too large to read ({what} bytes)",
    ),
    # the documents
    "json": ("JSON 不合规：{what}", "this is no JSON of ours: {what}"),
    "case": ("案卷文件不合规（{what}）", "the case document is not as we write it ({what})"),
    "case-digest": (
        "与案卷文件所载摘要不符（{what}）",
        "not what the case document says of it ({what})",
    ),
    "case-missing": (
        "案卷文件所列的文件不在包中",
        "the case document names it, but it is not here",
    ),
    "other-package": (
        "包号与文件名不符：{what}",
        "the file's name is that of another package: {what}",
    ),
    # the archived traffic
    "wacz-missing": ("WACZ 中缺少文件", "the WACZ lacks the file"),
    "wacz-not-allowed": ("WACZ 中有不该有的文件", "the WACZ holds a file that has no place there"),
    "wacz-description": (
        "WACZ 的 datapackage.json 与内容不符（{what}）",
        "the WACZ's datapackage.json does not fit its content ({what})",
    ),
    "wacz-digest": (
        "WACZ 的 datapackage-digest.json 不符",
        "the WACZ's datapackage-digest.json does not fit",
    ),
    "wacz-pages": (
        "WACZ 的页面清单不合规（{what}）",
        "the WACZ's list of pages is not fit ({what})",
    ),
    "wacz-index": (
        "索引与由 WARC 重新计算的不一致（第 {what} 行）",
        "the index is not what the WARC files give (line {what})",
    ),
    # the seal
    "seal-missing": ("没有签名", "there is no signature"),
    "stamp-pending": ("时间戳：待取得", "the time-stamp is still pending"),
    "chain": ("证书文件不合规（{what}）", "the file of certificates is not fit ({what})"),
    "ledger-missing": ("没有存证日志证明", "there is no proof of entry in the ledger"),
    "ledger": (
        "存证日志登记的不是这份文件（{what}）",
        "the ledger was not told of this file, or was told of another ({what})",
    ),
    # only to be known
    "anchors-own": (
        "根证书取自包内，未经另行核实：请与{what}公布的指纹比对",
        "the root certificates are those that lie in the package: compare the fingerprints with "
        "those that {what} publishes",
    ),
    "test-key": (
        "签名者是测试密钥（{what}）：不得用于真实案件",
        "sealed with a test key ({what}): of no use in a real case",
    ),
    "sm3-unchecked": ("本机不支持 SM3，未核对", "this machine has no SM3; it was not compared"),
    "renamed": ("文件名与包号 {what} 不同", "the file is not named after the package {what}"),
}
CODES = frozenset(_MEANINGS)


def fault(code: str, where: str, what: object = "") -> Message:
    """The fault `code` of the file `where` in the package; `what` is shown escaped and cut."""
    zh, en = _MEANINGS[code]
    part = shown(str(what))
    return Message(code, zh.format(what=part), en.format(what=part), where)
