"""The machine, the network and the cleanliness 清洁性 of a capture, as they were found.

What cannot be found out without asking somebody outside (the address under which the
office appears in the internet) is left open, not guessed.
"""

import getpass
import os
import platform
import re
import socket
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any

from evidence.seal.digests import sha256_label

_HOSTS = Path("/etc/hosts")
_RESOLV_CONF = Path("/etc/resolv.conf")
_OS_RELEASE = Path("/etc/os-release")
_PROXY_VARIABLES = ("http_proxy", "https_proxy", "all_proxy", "ftp_proxy", "no_proxy")
_PARTS = ("playwright", "warcio", "isal", "pycryptodome", "httptools")


@dataclass(frozen=True, slots=True)
class Look:
    """One thing that was looked at 清洁性检查, and what was seen. `clean` is None where it
    decides nothing."""

    code: str
    zh: str
    en: str
    result: str
    clean: bool | None

    def to_json(self) -> dict[str, Any]:
        """The look as plain JSON values."""
        return {
            "code": self.code,
            "zh": self.zh,
            "en": self.en,
            "result": self.result,
            "clean": self.clean,
        }


def machine() -> dict[str, Any]:
    """Device, operating system, account and programs."""
    return {
        "device": socket.gethostname(),
        "architecture": platform.machine(),
        "processors": os.cpu_count(),
        "system": _system_name(),
        "kernel": f"{platform.system()} {platform.release()}",
        "account": _account(),
        "tool": "wangjian 网鉴",
        "version": version("wangjian"),
        "python": platform.python_version(),
        "parts": {part: version(part) for part in _PARTS},
    }


def resolver(configured: Sequence[str], path: Path = _RESOLV_CONF) -> dict[str, Any]:
    """Who was asked for addresses: the name servers of an office, or the system's."""
    if configured:
        return {"kind": "configured", "servers": list(configured)}
    servers = re.findall(r"(?m)^\s*nameserver\s+(\S+)", _text(path))
    return {"kind": "system", "servers": servers}


def proxies() -> list[str]:
    """The proxy settings among the environment's variables: names only, they are not used."""
    return sorted(name for name in os.environ if name.lower() in _PROXY_VARIABLES)


def hosts_file(names: Iterable[str], path: Path = _HOSTS) -> dict[str, Any]:
    """The digest of the hosts file, how many names it has, and which of `names` it decides."""
    try:
        data = path.read_bytes()
    except OSError:
        return {"path": str(path), "sha256": None, "names": 0, "of_this_page": []}
    known = {
        word.lower()
        for line in data.decode("utf-8", "replace").splitlines()
        for word in line.partition("#")[0].split()[1:]
    }
    return {
        "path": str(path),
        "sha256": sha256_label(data),
        "names": len(known),
        "of_this_page": sorted(known & {name.lower() for name in names}),
    }


def near_address(ip: str) -> str | None:
    """The address of this machine from which `ip` is reached; sends nothing."""
    family = socket.AF_INET6 if ":" in ip else socket.AF_INET
    try:
        with socket.socket(family, socket.SOCK_DGRAM) as probe:
            probe.connect((ip, 9))
            return str(probe.getsockname()[0])
    except OSError:
        return None


def cleanliness(facts: Mapping[str, Any]) -> list[Look]:
    """The looks 清洁性检查 out of what was found.

    `facts`: profile_files, cookies, proxies, hosts, resolver, sandbox, clock_offset_ms.
    """
    hosts, asked = facts["hosts"], facts["resolver"]
    named = ", ".join(hosts["of_this_page"])
    offset = facts["clock_offset_ms"]
    return [
        Look(
            "profile",
            "浏览器用户目录（缓存、历史、扩展）",
            "the browser's profile (cache, history, extensions)",
            f"{facts['profile_files']} 个文件",
            facts["profile_files"] == 0,
        ),
        Look(
            "cookies",
            "采集开始时的 Cookie",
            "cookies when the capture began",
            str(facts["cookies"]),
            facts["cookies"] == 0,
        ),
        Look(
            "proxy",
            "代理：未使用；环境变量中的代理设置",
            "proxy: none is used; proxy settings among the variables",
            ", ".join(facts["proxies"]) or "无",
            not facts["proxies"],
        ),
        Look(
            "hosts",
            "hosts 文件是否指定了所访问的域名",
            "whether the hosts file decides a name that was visited",
            named or "未指定",
            not named,
        ),
        Look(
            "resolver",
            "域名解析服务器",
            "name servers",
            ", ".join(asked["servers"]) or "未知",
            None,
        ),
        Look(
            "sandbox",
            "浏览器沙箱",
            "the browser's sandbox",
            "开启" if facts["sandbox"] else "关闭（以 root 运行）",
            facts["sandbox"],
        ),
        Look(
            "clock",
            "系统时钟与时间源的偏差",
            "the clock beside the time source",
            "未测量" if offset is None else f"{offset:+.3f} 毫秒",
            None,
        ),
    ]


def _system_name() -> str:
    found = re.search(r'(?m)^PRETTY_NAME="?([^"\n]+)"?$', _text(_OS_RELEASE))
    return found[1] if found else f"{platform.system()} {platform.release()}"


def _account() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return f"uid {os.geteuid()}"


def _text(path: Path) -> str:
    try:
        return path.read_text("utf-8", "replace")
    except OSError:
        return ""
