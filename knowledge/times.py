"""The time that a question asks about: today, some earlier version, or a day gone by ("before March")."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

MONTHS = ("jan", "feb", "mar|mär|mrz", "apr", "may|mai", "jun", "jul", "aug", "sep", "oct|okt", "nov", "dec|dez")
MONTH = (
    r"jan(?:uary|uar)?|feb(?:ruary|ruar)?|mar(?:ch)?|märz|mrz|apr(?:il)?|may|mai|june?|juni|july?|juli|aug(?:ust)?"
    r"|sep(?:t(?:ember)?)?|o[ck]t(?:ober)?|nov(?:ember)?|de[cz](?:ember)?"
)
DAY = re.compile(
    rf"(?P<year>20\d\d)-(?P<month>\d\d)-(?P<day>\d\d)|(?P<day2>\d{{1,2}})\.(?P<month2>\d{{1,2}})\.(?P<year2>20\d\d)"
    rf"|(?:(?P<day3>\d{{1,2}})\.? )?(?P<name>{MONTH})\.?(?:,? (?P<year3>20\d\d))?|(?P<year4>20\d\d)",
    re.IGNORECASE,
)
BEFORE = r"before|prior to|until|vor(?: dem)?|bis(?: zum)?"
WITHIN = (
    r"as of|valid (?:in|on)|in force (?:in|on)|stand|gültig (?:im|am|in)"
    r"|(?:was|were|war|waren|galt|galten)\b[^.?!]*? (?:in|im|on|am)"
)
DATED = re.compile(rf"\b(?:(?P<before>{BEFORE})|(?P<within>{WITHIN})) (?P<when>{DAY.pattern})\b", re.IGNORECASE)
TEXTS = (
    r"versions?|prices?|price lists?|terms|polic(?:y|ies)|rules?|guides?|datasheets?|data sheets?|lists?|rates?"
    r"|programmes?|version(?:en)?|preise?|preislisten?|konditionen|bedingungen|richtlinien?|regeln?"
    r"|datenbl(?:a|ä)tt(?:er)?|fassung(?:en)?"
)
EARLIER = re.compile(
    r"\b(?:previous(?:ly)?|superseded|outdated|former(?:ly)?|last year|früher(?:e[nrs]?)?|vorherige[nrsm]?"
    rf"|bisherige[nrsm]?|letztes jahr|(?:old|older|earlier|alte[nrsm]?|ältere[nrsm]?)(?= (?:\w+ )?(?:{TEXTS})\b)"
    r"|(?<=was )before|vorher|before(?=\W*$))\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class AskedTime:
    """What time a question asks about.

    Attributes:
        words: the question without the words that say the time.
        earlier: whether it asks about an earlier time than today.
        day: the day that it asks about; none when it asks of today, or of any earlier version.
    """

    words: str
    earlier: bool = False
    day: date | None = None


def asked_time(question: str, today: date) -> AskedTime:
    """Read the time out of a question, English or German. A month without a year is the last one that has begun."""
    if (found := DATED.search(question)) and (day := _day(found, today)) and day < today:
        return AskedTime(f"{question[: found.start('when')]}{question[found.end('when') :]}", earlier=True, day=day)
    if EARLIER.search(question):
        return AskedTime(EARLIER.sub("", question), earlier=True)
    return AskedTime(question)


def _day(found: re.Match[str], today: date) -> date | None:
    """The day before what was named, or its last day."""
    year = _number(found, "year", "year2", "year3", "year4")
    month = _month(found["name"]) if found["name"] else _number(found, "month", "month2")
    day = _number(found, "day", "day2", "day3")
    if year is None:
        year = today.year if month is None or month <= today.month else today.year - 1
    try:
        first = date(year, month or 1, day or 1)
    except ValueError:
        return None
    return first - timedelta(days=1) if found["before"] else _last(first, month, day)


def _last(first: date, month: int | None, day: int | None) -> date:
    if day is not None:
        return first
    following = date(first.year + 1, 1, 1) if month in (None, 12) else date(first.year, first.month + 1, 1)
    return following - timedelta(days=1)


def _month(name: str) -> int:
    return next(place for place, starts in enumerate(MONTHS, 1) if name.casefold()[:3] in starts.split("|"))


def _number(found: re.Match[str], *groups: str) -> int | None:
    return next((int(found[group]) for group in groups if found[group]), None)
