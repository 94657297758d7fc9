"""From words to an announcement: whom it is for stands before the message, in names that the author may see."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.tools.asked import span
from bot.tools.results import Arguments, Asking
from channel.access.viewer import Viewer
from channel.announcements_audience import Addressed
from channel.announcements_drafting import TITLE_LIMIT, Words
from channel.digests_times import local_instant
from channel.parties import OrganisationFact, organisations
from channel.tables.parties import Kind, Line
from channel.tables.programmes import Tier

_COLON: Final = re.compile(r":(?!\d)\s*")
_THAT: Final = re.compile(r"\b(?:that|dass|daß)\b\s*", re.IGNORECASE)
_QUOTED: Final = re.compile(r"[“„\"«](?P<said>[^“”„\"«»]{8,})[”“\"»]")
_SENTENCE: Final = re.compile(r"^(?P<first>.{8,150}?[.!?])\s+(?P<rest>\S.*)$", re.DOTALL)
_DAY: Final = r"(?P<when>[^,;:]{3,40}?(?:[ ,]*(?:at|um|,)?\s*\d{1,2}(?:[:.]\d\d)?\s*(?:uhr|am|pm|o'?clock)?)?)"
_AT: Final = re.compile(
    r"[,;(]?\s*\b(?:(?:but |aber )?(?:not before|not until|only from|embargo(?:ed)?(?: until| till|:)?|"
    r"nicht vor(?: dem)?|erst (?:am|ab|ab dem)|sperrfrist(?: bis)?(?: zum)?|frühestens(?: am)?|"
    r"(?:send|post|publish)(?: it)? on|(?:sende|schick|verschicke)\w*(?: es| das)? am))\s+"
    + _DAY
    + r"\)?(?=[,;.:)]|$)",
    re.IGNORECASE,
)
_EXPIRES: Final = re.compile(
    r"[,;(]?\s*\b(?:expir(?:es|ing|y)(?: on| at)?|(?:läuft|laeuft) ab am|ablauf(?: am)?|verfällt am|"
    r"anzeigen bis(?: zum)?|show (?:it )?until)\s+" + _DAY + r"\)?(?=[,;.:)]|$)",
    re.IGNORECASE,
)
_HOUR: Final = re.compile(
    r"(?:\b(?:at|um)\s*)?\b(?P<hour>\d{1,2})(?:[:.](?P<minute>\d\d)\b|(?=\s*(?:uhr|am\b|pm\b|o'?clock)))\s*(?P<half>am|pm)?",
    re.IGNORECASE,
)
_EXCEPT: Final = re.compile(
    r"\b(?:except(?: for)?|without|but not|außer|ausser|ohne|nicht aber)\b(?P<who>.*)$", re.IGNORECASE
)
_KINDS: Final = (
    (Kind.DISTRIBUTOR, re.compile(r"\b(?:distributor\w*|distis?|grosshändler\w*|großhändler\w*)\b", re.IGNORECASE)),
    (Kind.VENDOR, re.compile(r"\b(?:vendors?|manufacturers?|hersteller\w*)\b", re.IGNORECASE)),
    (
        Kind.RESELLER,
        re.compile(r"\b(?:resellers?|dealers?|partner\w*|händler\w*|fachhändler\w*|systemhäuser\w*)\b", re.IGNORECASE),
    ),
)
_EVERYBODY: Final = re.compile(r"\b(?:everyone|everybody|all|alle[n]?|jede[rmn]?|channel)\b", re.IGNORECASE)


class Heard(Arguments):
    """What is understood in a part of the words: ISO days and territories."""

    dates: tuple[str, ...] = ()
    territories: tuple[str, ...] = ()


@dataclass(frozen=True)
class Said:
    """What the words of an announcement gave; instants in UTC."""

    addressed: Addressed
    words: Words
    at: datetime | None
    expires: datetime | None


def read(asking: Asking, session: Session, zone: str) -> Said:
    """Read the words; `session` is in the author's sight, `zone` the author's time zone (IANA)."""
    text, at = _taken(asking, asking.text, _AT, zone, time(9))
    text, expires = _taken(asking, text, _EXPIRES, zone, time(23, 59))
    head, message = parted(text)
    words = in_sentences(message, asking.language)
    return Said(addressed_by(asking, session, head), words, at, expires)


def parted(text: str) -> tuple[str, str]:
    """Whom it is for, and the message; the message is empty where only a wish to announce was said."""
    if (quoted := _QUOTED.search(text)) is not None:
        return text[: quoted.start()], quoted["said"].strip()
    for mark in (_COLON, _THAT):
        if (found := mark.search(text)) is not None and text[found.end() :].strip():
            return text[: found.start()], text[found.end() :].strip()
    return text, ""


def in_sentences(message: str, language: str) -> Words:
    """A message as title and text, in its own words: its first sentence, then the rest."""
    message = message.strip()
    if not message:
        return Words(language, "")
    message = message[0].upper() + message[1:]
    if found := _SENTENCE.match(message):
        return Words(language, found["first"].rstrip("."), found["rest"].strip())
    if len(message) <= TITLE_LIMIT:
        return Words(language, message.rstrip("."))
    return Words(language, message[: TITLE_LIMIT - 1].rsplit(" ", 1)[0] + "…", message)


def addressed_by(asking: Asking, session: Session, head: str) -> Addressed:
    """Whom the words before the message name, among what the author may see."""
    left_out = _EXCEPT.search(head)
    named = head[: left_out.start()] if left_out else head
    known = organisations(session)
    only = _named(named, known, asking.person)
    tiers = _spelled(named, session.scalars(select(Tier.name).distinct()).all())
    kinds = _kinds(named, asking.person, bool(tiers))
    via = tuple(fact.key for fact in only if fact.kind is Kind.DISTRIBUTOR) if Kind.RESELLER in kinds else ()
    places = _heard(asking, named).territories
    return Addressed(
        kinds=_kinds_of(only) if only and not via else kinds,
        tiers=tiers,
        lines=_spelled(named, session.scalars(select(Line.name).distinct()).all()),
        territories=places,
        only=() if via else tuple(fact.key for fact in only),
        without=tuple(fact.key for fact in _named(left_out["who"], known, asking.person)) if left_out else (),
        via=via if asking.person.kind is Kind.VENDOR else (),
    )


def _kinds(text: str, author: Viewer, tiered: bool) -> tuple[Kind, ...]:  # noqa: FBT001 - one of two readings
    if tiered:
        return (Kind.RESELLER,)
    said = tuple(kind for kind, pattern in _KINDS if pattern.search(text) and kind is not author.kind)
    if said:
        return said
    other = Kind.DISTRIBUTOR if author.kind is Kind.VENDOR else Kind.RESELLER
    return tuple(dict.fromkeys((Kind.RESELLER, other))) if _EVERYBODY.search(text) else (Kind.RESELLER,)


def _kinds_of(facts: tuple[OrganisationFact, ...]) -> tuple[Kind, ...]:
    return tuple(dict.fromkeys(fact.kind for fact in facts))


def _named(text: str, known: tuple[OrganisationFact, ...], author: Viewer) -> tuple[OrganisationFact, ...]:
    words = text.casefold()
    return tuple(
        fact
        for fact in known
        if fact.id != author.organisation_id
        and any(_stands(name.casefold(), words) for name in (fact.name, fact.name.split()[0], fact.key))
    )


def _spelled(text: str, names: Iterable[str]) -> tuple[str, ...]:
    """The names that stand in the words; of names within names the longest."""
    words = text.casefold()
    found: list[str] = []
    for name in sorted(set(names), key=lambda name: (-len(name), name)):
        if _stands(name.casefold(), words):
            found.append(name)
            words = words.replace(name.casefold(), " ")
    return tuple(sorted(found))


def _stands(name: str, words: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(name)}(?!\w)", words) is not None


def _heard(asking: Asking, text: str) -> Heard:
    understood = asking.understand(text)
    return Heard.model_validate(understood[0].slots) if understood else Heard()


def _taken(
    asking: Asking, text: str, pattern: re.Pattern[str], zone: str, otherwise: time
) -> tuple[str, datetime | None]:
    """The words without the clause that gives an instant, and the instant (UTC) in the author's time zone."""
    found = pattern.search(text)
    if found is None:
        return text, None
    said = found["when"]
    clock = _HOUR.search(said)
    dates = _heard(asking, said[: clock.start()] if clock else said).dates
    day = next((first for one in dates if (first := _day(one))), None)
    if day is None:
        return text, None
    at = _time(clock) if clock else otherwise
    return f"{text[: found.start()]}{text[found.end() :]}".strip(), local_instant(day, at or otherwise, zone)


def _day(text: str) -> date | None:
    asked = span(text)
    return asked[0] if asked else None


def _time(found: re.Match[str]) -> time | None:
    hour, half = int(found["hour"]), (found["half"] or "").casefold()
    if half:
        hour = hour % 12 + (12 if half == "pm" else 0)
    return time(hour, int(found["minute"] or 0)) if hour < 24 and int(found["minute"] or 0) < 60 else None  # noqa: PLR2004 - a clock

