"""As whom a page is visited 访问视角: the screen, the hand, the name the browser gives."""

from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Profile:
    """What a page can see of the visitor. Lengths in CSS pixels.

    `user_agent` is None for the browser's own. `mobile` and `touch` as on a phone.
    """

    name: str
    width: int
    height: int
    scale: float = 1.0
    mobile: bool = False
    touch: bool = False
    user_agent: str | None = None

    @property
    def zh(self) -> str:
        """Its name in Chinese."""
        return {"desktop": "桌面", "phone": "手机"}.get(self.name, self.name)

    def context_options(self) -> dict[str, Any]:
        """What Playwright's new_context takes for it."""
        options: dict[str, Any] = {
            "viewport": {"width": self.width, "height": self.height},
            "screen": {"width": self.width, "height": self.height},
            "device_scale_factor": self.scale,
            "is_mobile": self.mobile,
            "has_touch": self.touch,
        }
        if self.user_agent is not None:
            options["user_agent"] = self.user_agent
        return options

    def to_json(self) -> dict[str, Any]:
        """The profile as plain JSON values."""
        return asdict(self)

    @classmethod
    def from_json(cls, value: dict[str, Any]) -> "Profile":
        """The profile from what `to_json` gave."""
        return cls(**value)


DESKTOP = Profile("desktop", 1366, 900)
WINDOW = Profile("desktop", 1280, 650)
"""What two officers see of a page: fits, with the browser's frame, a screen of 1366 × 768."""
PHONE = Profile(
    "phone",
    412,
    915,
    scale=2.0,
    mobile=True,
    touch=True,
    user_agent="Mozilla/5.0 (Linux; Android 14; Mobile) AppleWebKit/537.36 (KHTML, like Gecko) "
    "Chrome/156.0.0.0 Mobile Safari/537.36",
)
"""A second vantage 第二视角: what a buyer sees on a phone."""
