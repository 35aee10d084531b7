"""What a home folder holds after a crawl of the market: `python -m tests.market.outcome HOME`.

A process of its own, since Django is set up for one home at a time. Prints JSON:
findings that make a lead, shops with their licence, records that do not verify.
"""

import json
import sys
from pathlib import Path
from typing import Any

from crawler.opening import open_database
from leads.home import Home


def outcome(home: Home) -> dict[str, Any]:
    """The findings, shops and records of `home`."""
    open_database(home, update=False)
    from evidence.archive.reader import read_record
    from evidence.archive.record import RecordRef
    from evidence.errors import RecordFault
    from leads.models import Lead, LeadFinding, Shop

    broken = []
    rows = LeadFinding.objects.filter(makes_lead=True).select_related("lead")
    for row in rows:
        try:
            read_record(home.archive, RecordRef.from_json(row.record))
        except RecordFault as error:
            broken.append(f"{row.url}: {error}")
    return {
        "findings": [[row.url, row.lead.area] for row in rows],
        "broken": broken,
        "leads": [
            {
                "site": lead.shop.site,
                "area": lead.area,
                "unit": lead.unit,
                "office": lead.office,
                "status": lead.route_status,
                "draft": lead.draft,
                "findings": lead.findings.filter(makes_lead=True).count(),
            }
            for lead in Lead.objects.select_related("shop")
        ],
        "shops": {
            shop.site: {
                "licence": shop.operator.licence_state,
                "uscc": shop.operator.uscc,
            }
            for shop in Shop.objects.select_related("operator")
        },
    }


if __name__ == "__main__":
    json.dump(outcome(Home(Path(sys.argv[1]))), sys.stdout, ensure_ascii=False)
