"""Whether there is a screen on which officers can see the browser."""

import os

from evidence.errors import DisplayUnavailable
from evidence.network.quoted import quoted


def require_display() -> None:
    """Raise DisplayUnavailable where no window can be shown."""
    if not any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY")):
        raise no_display("DISPLAY")


def no_display(said: str) -> DisplayUnavailable:
    """The error for what was `said` of the display."""
    said = quoted(said, 80)
    return DisplayUnavailable(
        f"没有可见的显示屏（{said}），双人在场取证不能在看不见的浏览器中进行；"
        "请在执法人员的电脑上运行，或在服务器上启动 Xvfb 和 VNC 后设置 DISPLAY",
        f"there is no display ({said}), and an attended capture takes a visible browser; "
        "run it on an officer's own computer, or start Xvfb with VNC on the server and set DISPLAY",
    )
