"""What was out of the ordinary with a capture 质量标记: stable words, and what each means.

A flag is shown to the officer with the capture. None of them undoes what was kept.
"""

from dataclasses import dataclass

MEANINGS = {
    "unreachable": ("页面没有打开", "the page did not open"),
    "status": ("页面返回错误状态", "the page answered with an error status"),
    "download": ("网址给出的是文件，不是页面", "the address gave a file, not a page"),
    "certificate-error": (
        "网站证书有问题，浏览器会警告访客；采集时予以接受",
        "the site's certificate is bad and visitors are warned; it was accepted for the capture",
    ),
    "not-quiet": (
        "等待时限已到，页面仍在加载",
        "the page was still loading when the wait ended",
    ),
    "restless": (
        "页面反复跳转或刷新",
        "the page went on to other addresses again and again",
    ),
    "hang": (
        "页面脚本不停运行，页面无应答；已停止脚本后采集",
        "a script of the page never let go; scripts were stopped, then the page was captured",
    ),
    "crashed": ("页面进程崩溃", "the page's process crashed"),
    "memory": (
        "页面占用内存超过上限，其进程已被结束",
        "the page took more memory than allowed, its process was ended",
    ),
    "browser-lost": ("浏览器中途退出", "the browser ended before its time"),
    "time-limit": ("采集总时限已到", "the time for the whole capture ran out"),
    "dialogs": ("页面弹出对话框", "the page opened dialogs"),
    "popups": ("页面打开新窗口", "the page opened windows"),
    "guarded": (
        "页面请求了不予访问的地址，未连接",
        "the page asked for addresses that are not connected to",
    ),
    "scroll-cut": ("页面很长，没有滚动到底", "the page is long and was not scrolled to its end"),
    "picture-cut": ("页面很高，图片没有截到底", "the page is high and the picture ends before it"),
    "pdf-cut": ("页数多，PDF 没有印到底", "the page is long and the PDF ends before it"),
    "text-cut": ("内容很大，存下的文本不完整", "the page is large and its text was cut"),
    "frames-cut": ("嵌入页面太多，没有全部保存", "the page has too many frames to keep them all"),
    "response-cut": (
        "有响应超过大小上限，已截断",
        "answers larger than the limit were cut",
    ),
    "traffic-cut": (
        "网络流量超过上限，其余未接收",
        "the page's traffic exceeds the limit, the rest was not taken",
    ),
    "incomplete-answers": ("有响应没有接收完整", "some answers did not come whole"),
    "unrecorded": (
        "页面收到的响应中有未存入存档的",
        "the page received answers that the archive does not hold",
    ),
    "log-incomplete": (
        "浏览器网络日志没有正常结束，末尾可能缺失",
        "the browser's network log has no proper end; the last of it may be missing",
    ),
    "no-second-response": (
        "主文档没有再取到一次",
        "the main document could not be fetched a second time",
    ),
    "login-undeclared": (
        "有口令在未声明登录时发出，其值已遮蔽，此后的 Cookie 也已遮蔽",
        "a password was sent outside of a declared login; it was masked, and cookies after it",
    ),
    "recording-interrupted": ("录屏有中断", "the screen recording was interrupted"),
    "import-unknown": (
        "导入的文件格式未能识别，按原样保存",
        "the format of an imported file is not known; it was kept as it is",
    ),
    "invisible": (
        "浏览器没有显示在屏幕上，仅供测试，不是双人在场取证",
        "the browser was not to be seen; a test, no attended capture",
    ),
    "clock-moved": (
        "采集期间系统时钟被调整",
        "the system clock was set while the capture ran",
    ),
}
"""code: (Chinese, English)"""


@dataclass(frozen=True, slots=True)
class Flag:
    """One mark. `detail` says more, such as a number or the browser's own word."""

    code: str
    detail: str = ""

    @property
    def zh(self) -> str:
        """The meaning in Chinese."""
        return MEANINGS[self.code][0] + (f"（{self.detail}）" if self.detail else "")

    @property
    def en(self) -> str:
        """The meaning in English."""
        return MEANINGS[self.code][1] + (f" ({self.detail})" if self.detail else "")

    def to_json(self) -> dict[str, str]:
        """The flag as plain JSON values."""
        return {"code": self.code, "detail": self.detail, "zh": self.zh, "en": self.en}

    @classmethod
    def from_json(cls, value: dict[str, str]) -> "Flag":
        """The flag from what `to_json` gave."""
        return cls(value["code"], value["detail"])
