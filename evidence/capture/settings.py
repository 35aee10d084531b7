"""What is the same for all captures 采集 of an office."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from evidence.capture.limits import CaptureLimits


@dataclass(frozen=True, slots=True)
class CaptureSettings:
    """What is the same for all captures of an office.

    `info` goes into each WARC file's first record: say at least `operator`, `robots`
    and `config-digest`. `time_servers` are asked for the time (HOST or HOST:PORT),
    `resolver` names the name servers that the guard was given, `config_digest` is
    that of the office's configuration. A bad certificate is accepted, and told,
    where `accept_bad_certificates` is true. With less than `floor_bytes` left on the
    disk nothing more is kept.
    """

    info: Mapping[str, str] = field(default_factory=dict)
    limits: CaptureLimits = field(default_factory=CaptureLimits)
    time_servers: Sequence[str] = ()
    resolver: Sequence[str] = ()
    config_digest: str = ""
    accept_bad_certificates: bool = True
    floor_bytes: int = 256 << 20
