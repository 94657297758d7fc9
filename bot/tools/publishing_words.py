"""What the words that come with a file say of it: for whom, from when, which version, what it replaces."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import lru_cache
from typing import Final
from zoneinfo import ZoneInfo, available_timezones

from bot.tools.asked import span
from bot.tools.publishing_world import World
from bot.tools.results import Arguments, Asking, Understood
from channel.parties import OrganisationFact
from channel.places import countries
from ingest.guessing import VERSION

FLAGS: Final = re.IGNORECASE
EFFECTIVE: Final = re.compile(
    r"\b(?:valid|effective|in force|applies|gültig|gilt|wirksam)\b[^,;\n]{0,12}?\b(?:from|as of|since|ab|vom)\b"
    r"|\b(?:from|as of|ab)\b(?=\s+(?:the\s+|dem\s+)?\d)",
    FLAGS,
)
UNTIL: Final = re.compile(r"\b(?:until|till|through|valid to|expires?(?: on)?|bis(?: zum)?|läuft ab am)\b", FLAGS)
HIDDEN: Final = re.compile(
    r"\b(?:embargo(?:ed)?|sperrfrist|visible|go(?:es)? live|not before|hidden until|publish on|release on|sichtbar"
    r"|live ab|freigeben (?:am|ab)|nicht vor|erst ab|freischalten)\b[^,;\n\d]{0,24}",
    FLAGS,
)
CLOCK: Final = re.compile(r"\b(\d{1,2})[:.](\d{2})(?:\s*(am|pm|uhr))?\b|\b(\d{1,2})\s*(am|pm|uhr)\b", FLAGS)
PUBLIC: Final = re.compile(
    r"\b(?:public|publicly|everyone|everybody|öffentlich|für alle|all partners of all lines)\b", FLAGS
)
PARTNERS: Final = re.compile(
    r"\b(?:authori[sz]ed|partners only|only partners|nur (?:für )?partner|autorisierte)\b", FLAGS
)
NDA: Final = re.compile(r"\b(?:nda|non[- ]disclosure|vertraulichkeits\w*|geheimhaltungs\w*)\b", FLAGS)
NO_NDA: Final = re.compile(
    r"\b(?:no|without|kein|keine|ohne)\s+(?:\w+\s+)?(?:nda|non[- ]disclosure|vertraulich\w*)\b", FLAGS
)
REPLACES: Final = re.compile(
    r"\b(?:replac\w+|supersed\w+|instead of|ersetz\w*|ablös\w*|anstelle|statt)\b[^,.;\n]*", FLAGS
)
ANEW: Final = re.compile(
    r"\b(?:new document|does not replace|replaces nothing|don't replace|neues dokument|ersetzt nichts)\b",
    FLAGS,
)
QUOTED: Final = re.compile(r"[\"“„«]([^\"”“»]{3,180})[\"”“»]")
ZONES: Final = {
    "cet": "Europe/Berlin",
    "cest": "Europe/Berlin",
    "mez": "Europe/Berlin",
    "mesz": "Europe/Berlin",
    "gmt": "UTC",
    "utc": "UTC",
    "bst": "Europe/London",
    "uk time": "Europe/London",
}
FRAGMENT: Final = 40
REPLACE: Final = "knowledge.replace"


class Words(Arguments):
    """What words name; the fields carry the names of the slots."""

    mpns: tuple[str, ...] = ()
    line: str | None = None
    territories: tuple[str, ...] = ()
    tiers: tuple[str, ...] = ()
    dates: tuple[str, ...] = ()
    reseller: str | None = None
    distributor: str | None = None


@dataclass(frozen=True)
class Said:
    """What was said; none or empty where nothing was. `visible_from` is an instant in `zone`, an IANA name."""

    title: str | None = None
    version: str | None = None
    mpns: tuple[str, ...] = ()
    line: str | None = None
    audience: str | None = None
    organisation: OrganisationFact | None = None
    territories: tuple[str, ...] = ()
    tiers: tuple[str, ...] = ()
    nda: bool | None = None
    effective_from: date | None = None
    valid_to: date | None = None
    visible_from: datetime | None = None
    zone: str | None = None
    replaces: bool | None = None


NOTHING: Final = Said()


def said_in(asking: Asking, world: World, text: str) -> Said:
    """What the words say, read in the person's own sight and time zone."""
    if not text.strip():
        return NOTHING
    zone = _zone_named(text)
    placed = re.sub(rf"\b{re.escape(zone[1])}\b(?: time)?", " ", text, flags=FLAGS) if zone else text
    requests = asking.understand(placed)
    slots = _joined(requests)
    organisation = _organisation(world, slots)
    hidden = _day(_after(HIDDEN, text), asking)
    plain = HIDDEN.sub("; ", text)
    effective, until = _day(_after(EFFECTIVE, plain), asking), _day(_after(UNTIL, plain), asking)
    bare = None if effective or until or hidden else _first(slots.dates)
    effective = effective or bare
    quoted = QUOTED.search(text)
    version = VERSION.search(REPLACES.sub(" ", text))
    return Said(
        title=quoted[1].strip() if quoted else None,
        version=(version[1] or version[2]) if version else None,
        mpns=tuple(mpn for mpn in slots.mpns if mpn in world.products),
        line=slots.line,
        audience=_audience(text, organisation, world),
        organisation=organisation,
        territories=tuple(dict.fromkeys(c for code in slots.territories for c in sorted(countries(code)))),
        tiers=slots.tiers,
        nda=False if NO_NDA.search(text) else True if NDA.search(text) else None,
        effective_from=effective,
        valid_to=until,
        visible_from=_instant(text, hidden or effective, zone[0] if zone else world.zone, said=hidden is not None),
        zone=zone[0] if zone else None,
        replaces=_replaces(text, requests),
    )


def zone_in(text: str) -> str | None:
    """The time zone that a text names: by abbreviation, by its IANA name, or by a city beside a time of day."""
    found = _zone_named(text)
    return found[0] if found else None


def _zone_named(text: str) -> tuple[str, str] | None:
    """A time zone and the words that name it. A city is one beside a time of day, else just a place."""
    folded = text.casefold()
    for name, zone in ZONES.items():
        if re.search(rf"\b{name}\b", folded):
            return zone, name
    timed = CLOCK.search(text) or re.search(r"\b(?:time|zeit|uhrzeit)\b", folded)
    for name, zone in _cities().items():
        if (timed or "/" in name) and re.search(rf"\b{re.escape(name)}\b", folded):
            return zone, name
    return None


@lru_cache(maxsize=1)
def _cities() -> dict[str, str]:
    zones = sorted(zone for zone in available_timezones() if "/" in zone and not zone.startswith(("Etc/", "posix/")))
    by_city = {zone.rsplit("/", 1)[-1].replace("_", " ").casefold(): zone for zone in zones}
    return {**{zone.casefold(): zone for zone in zones}, **by_city}


def _joined(requests: tuple[Understood, ...]) -> Words:
    """What all wishes of one message name; the first that names a thing counts."""
    found = [Words.model_validate(request.slots) for request in requests]
    named = {
        name: value
        for words in reversed(found)
        for name, value in words.model_dump().items()
        if value  # a later one that names nothing takes nothing away
    }
    return Words(**named)


def _organisation(world: World, slots: Words) -> OrganisationFact | None:
    for name in (slots.reseller, slots.distributor):
        for fact in world.partners:
            if name and name.casefold() in {fact.name.casefold(), fact.key, fact.legal_name.casefold()}:
                return fact
    return None


def _audience(text: str, organisation: OrganisationFact | None, world: World) -> str | None:
    if organisation is not None:
        return "organisation"
    if PUBLIC.search(text) and "public" in world.audiences:
        return "public"
    return "partners" if PARTNERS.search(text) and "partners" in world.audiences else None


def _replaces(text: str, requests: tuple[Understood, ...]) -> bool | None:
    if ANEW.search(text):
        return False
    if REPLACES.search(text) or any(request.capability == REPLACE for request in requests):
        return True
    return None


def _after(lead: re.Pattern[str], text: str) -> Iterator[str]:
    """What follows a lead word, up to the next lead word."""
    for found in lead.finditer(text):
        rest = text[found.end() : found.end() + FRAGMENT]
        ends = [hit.start() for other in (EFFECTIVE, UNTIL, HIDDEN) if (hit := other.search(rest)) and hit.start() > 0]
        yield rest[: min(ends, default=len(rest))].split(";")[0]


def _day(fragments: Iterator[str], asking: Asking) -> date | None:
    for fragment in fragments:
        if found := _first(_joined(asking.understand(fragment.strip(" ,."))).dates):
            return found
    return None


def _first(dates: tuple[str, ...]) -> date | None:
    found = span(dates[0]) if dates else None
    return found[0] if found else None


def _instant(text: str, day: date | None, zone: str, *, said: bool) -> datetime | None:
    """The instant from which it may be seen: the day that was said, at the time that was said, else at its start."""
    clock = CLOCK.search(re.sub(r"\d{1,2}\.\d{1,2}\.(?:\d{2,4})?", " ", text))
    if day is None or not (said or clock):
        return None
    hour, minute = 0, 0
    if clock:
        hour, minute, half = int(clock[1] or clock[4]), int(clock[2] or 0), (clock[3] or clock[5] or "").casefold()
        hour = hour % 12 + 12 * (half == "pm") if half in {"am", "pm"} else hour
    if hour > 23 or minute > 59:  # noqa: PLR2004 - hours and minutes
        hour, minute = 0, 0
    return datetime.combine(day, time(hour, minute), ZoneInfo(zone))
