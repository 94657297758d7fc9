"""What words leave open is filled in from who asks: the day, the country, the currency, how many."""

from __future__ import annotations

import calendar
import re
from datetime import date
from zoneinfo import ZoneInfo

from bot.tools.results import Arguments, Asking
from channel.parties import OrganisationFact, own_organisation
from channel.places import countries

QUARTER = re.compile(r"^(\d{4})-Q([1-4])$")
MONTH = re.compile(r"^(\d{4})-(\d{2})$")
YEAR = re.compile(r"^\d{4}$")


class ProductArguments(Arguments):
    """Products with their quantities, position by position."""

    mpns: tuple[str, ...] = ()
    quantities: tuple[int | None, ...] = ()
    territory: str | None = None
    dates: tuple[str, ...] = ()
    period: str | None = None
    vendor: str | None = None
    line: str | None = None
    reseller: str | None = None
    distributor: str | None = None
    aspects: tuple[str, ...] = ()

    def quantity_at(self, position: int) -> int:
        """How many of the product at `position`; one if nothing was said, the only number said for all."""
        said = [number for number in self.quantities if number]
        if position < len(self.quantities) and self.quantities[position]:
            return self.quantities[position] or 1
        return said[0] if len(said) == 1 and len(self.mpns) == 1 else 1


def asker(asking: Asking) -> OrganisationFact | None:
    """The asker's own organisation, in the asker's own sight even where others listen; none for the unlinked."""
    return asking.gate.kept.read((asker, asking.person), lambda: _own(asking))


def _own(asking: Asking) -> OrganisationFact | None:
    with asking.gate.viewing(asking.person) as session:
        return own_organisation(session, asking.person)


def today(asking: Asking, own: OrganisationFact | None) -> date:
    """The day it is where the asker's organisation sits."""
    return asking.now.astimezone(ZoneInfo(own.timezone if own else "UTC")).date()


def span(text: str) -> tuple[date, date] | None:
    """First and last day of a day, month, quarter or year as the slots write it; none for anything else."""
    if found := QUARTER.match(text):
        year, month = int(found[1]), 3 * int(found[2])
        return date(year, month - 2, 1), date(year, month, calendar.monthrange(year, month)[1])
    if (found := MONTH.match(text)) and 1 <= int(found[2]) <= 12:  # noqa: PLR2004 - months
        year, month = int(found[1]), int(found[2])
        return date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1])
    if YEAR.match(text):
        return date(int(text), 1, 1), date(int(text), 12, 31)
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day, day


def day_asked(arguments: ProductArguments, now: date) -> date:
    """The day a figure is wanted for: what was said; of a period today if it lies there, else its first day."""
    for text in (*arguments.dates, *([arguments.period] if arguments.period else [])):
        asked = span(text)
        if asked is not None:
            first, last = asked
            return now if first <= now <= last else first
    return now


def countries_asked(territory: str | None, own: OrganisationFact | None) -> tuple[str, ...]:
    """The countries of a territory or group, the asker's own first; without one, the asker's own alone."""
    home = own.country if own else ""
    if territory is None:
        return (home,) if home else ()
    asked = countries(territory.upper())
    return tuple(sorted(asked, key=lambda country: (country != home, country)))
