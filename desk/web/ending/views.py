"""线下核实 处置 行政指导 办结 延期 撤销登记 指派: the pages that end a lead's life."""

from desk.web.doors import door
from desk.web.ending.acting import guidance_page, measures_page, offline_page
from desk.web.ending.finishing import assign_page, close_page, extend_page, withdraw_page
from desk.web.roles import DECIDES, Role

_BOTH = ("GET", "POST")
_ACT = frozenset({Role.OFFICER, Role.UNIT})

offline = door("leads/<int:pk>/offline/", "offline", "线下核实", roles=_ACT, methods=_BOTH)(
    offline_page
)
measures = door("leads/<int:pk>/measures/", "measures", "处置", roles=_ACT, methods=_BOTH)(
    measures_page
)
guidance = door("leads/guidance/", "guidance", "行政指导", roles=DECIDES, methods=_BOTH)(
    guidance_page
)
close = door("leads/<int:pk>/close/", "close", "办结", roles=_ACT, methods=_BOTH)(close_page)
assign = door("leads/<int:pk>/assign/", "assign", "指派", roles=_ACT, methods=_BOTH)(assign_page)
extend = door("leads/<int:pk>/extend/", "extend", "延期", roles=DECIDES, methods=_BOTH)(extend_page)
withdraw = door("leads/<int:pk>/withdraw/", "withdraw", "撤销登记", roles=DECIDES, methods=_BOTH)(
    withdraw_page
)
