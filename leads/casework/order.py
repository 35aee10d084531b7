"""What an officer orders to be exported."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from leads.casework.run_facts import RunFacts
from leads.models import Lead, Officer


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What is to be exported: the case 案号, its leads, who exports, records asked for.

    `runs` are the facts of the crawls that found the leads. A `test` package is for
    trying things out: it takes a test key, and says so. `reviewed_by` is who approved the
    package 审核 before it is sealed; where nobody did, the package says that.
    """

    case: str
    leads: Sequence[Lead]
    officers: Sequence[Officer] = ()
    runs: Mapping[str, RunFacts] = field(default_factory=dict)
    wanted: Sequence[str] = ()
    title: str = ""
    test: bool = False
    reviewed_by: str = ""
