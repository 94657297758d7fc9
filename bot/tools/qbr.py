"""The pack for a quarterly review: the key figures, and where each area of the business stands."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from bot.tools import finance, programmes
from bot.tools.finance import FinanceArguments
from bot.tools.kpis import KpiArguments, Reporting, Scorecard
from bot.tools.programmes import ProgrammeArguments
from bot.tools.results import Asking, Result, Tool
from channel.access.rights import Right
from channel.errors import Refusal
from channel.tables.parties import Kind

AHEAD: Final = 90
"""Days within which what ends belongs into a review."""


@dataclass(frozen=True)
class Area:
    """One area of a pack: its name, and the value of the tool that looks it up."""

    name: str
    value: Any


@dataclass(frozen=True)
class Pack:
    """Key figures of the quarter and the areas that there is something to say of."""

    scorecard: Scorecard
    areas: tuple[Area, ...]


def review_pack(asking: Asking, arguments: KpiArguments) -> Result:
    """Every figure of the quarter and each area in one message, and as files.

    A vendor's pack of a distributor has figures alone: the areas would name what belongs to others.

    Raises:
        Refusal: neutral, for another company's figures.
        NotFound: when nothing is on record for the asker.
    """
    scorecard = Reporting(asking, arguments).result((), pack=True)
    areas = () if asking.person.kind is Kind.VENDOR else tuple(_areas(asking, arguments))
    return Result(Pack(scorecard.value, areas), sources=scorecard.sources)


def _areas(asking: Asking, arguments: KpiArguments) -> list[Area]:
    reseller, vendor = arguments.reseller, arguments.vendor
    standing = ProgrammeArguments(reseller=reseller, vendor=vendor)
    ending = ProgrammeArguments(reseller=reseller, vendor=vendor, days=AHEAD)
    subscriptions = FinanceArguments(reseller=reseller, vendor=vendor, days=AHEAD)
    ways: tuple[tuple[str, Callable[[], Result]], ...] = (
        ("tier", lambda: programmes.tier_gap(asking, standing)),
        ("rebate", lambda: programmes.rebate(asking, standing)),
        ("funds", lambda: programmes.funds(asking, standing)),
        ("certificates", lambda: programmes.certification(asking, ending)),
        ("renewals", lambda: finance.ending(asking, subscriptions)),
    )
    found = []
    for name, look_up in ways:
        try:
            found.append(Area(name, look_up().value))
        except Refusal:
            continue
    return found


TOOLS = (Tool("qbr.pack", KpiArguments, Right.ASK, review_pack),)
