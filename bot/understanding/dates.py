"""Days, months and periods as people write them, read from a given day."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from bot.understanding.figures import either
from bot.understanding.marks import Mark, Marks
from bot.understanding.vocabulary import Vocabulary
from bot.understanding.words import fold, spellings

_YEARS = range(2015, 2100)
_FAR_YEARS = 10


@dataclass(frozen=True)
class When:
    """A day ("2026-12-15") or month ("2027-03") to come, and the period that the same words mean looking back.

    "in October", said in November 2026, is 2027-10 for a closing date and 2026-10 for a report; `coming` is the
    period to come, where that differs.
    """

    day: str | None = None
    period: str | None = None
    coming: str | None = None


@dataclass(frozen=True)
class DatePatterns:
    """The pattern of one vocabulary and the numbers of its names."""

    pattern: re.Pattern[str]
    months: dict[str, int]
    weekdays: dict[str, int]
    relative: dict[str, str]
    ordinals: dict[str, int]
    guarded: frozenset[str]
    lead: re.Pattern[str]


def last_day(said: str) -> str:
    """The last day of a month ("2027-02"), any other date as it is: what closes in February closes by its end."""
    if len(said) != len("2027-02"):
        return said
    year, month = int(said[:4]), int(said[5:])
    return date(year, month, monthrange(year, month)[1]).isoformat()


def find_dates(text: str, marks: Marks, patterns: DatePatterns, today: date) -> None:
    """Marks days, months, quarters and years; value is a `When`."""
    for found in patterns.pattern.finditer(text):
        if not marks.free(found.start(), found.end()):
            continue
        name = next(key for key in _READERS if found[key] is not None)
        try:
            when = _READERS[name](found, patterns, today)
        except ValueError:
            continue
        if when and not _doubtful(name, found, text, patterns):
            marks.add(Mark(("date",), when, found.start(), found.end(), found.group()))


def _doubtful(name: str, found: re.Match[str], text: str, patterns: DatePatterns) -> bool:
    """Is a bare "may" or "so" an ordinary word here?"""
    if name not in {"month", "weekday"} or fold(found[name].rstrip(".")) not in patterns.guarded or found["edge"]:
        return False
    return not patterns.lead.search(text[: found.start()])


def _next(month: int, day: int, today: date) -> date:
    this = date(today.year, month, day)
    return this if this >= today else date(today.year + 1, month, day)


def _year(text: str | None, today: date) -> int | None:
    if not text:
        return None
    year = int(text)
    return year + today.year // 100 * 100 if year < 100 else year  # noqa: PLR2004 - two digits


def _iso(found: re.Match[str], _: DatePatterns, _today: date) -> When:
    day = date.fromisoformat(found["iso"])
    return When(day.isoformat(), day.isoformat()[:7])


def _numeric(found: re.Match[str], _: DatePatterns, today: date) -> When:
    day, month, year = int(found["nd"]), int(found["nm"]), _year(found["ny"], today)
    at = date(year, month, day) if year else _next(month, day, today)
    return When(at.isoformat())


def _named(found: re.Match[str], patterns: DatePatterns, today: date) -> When:
    day = int(found["d1"] or found["d2"])
    month = patterns.months[fold((found["m1"] or found["m2"]).rstrip("."))]
    year = _year(found["y1"] or found["y2"], today)
    at = date(year, month, day) if year else _next(month, day, today)
    return When(at.isoformat())


def _worded(found: re.Match[str], patterns: DatePatterns, today: date) -> When:
    month = patterns.months[fold(found["m3"].rstrip("."))]
    return When(_next(month, patterns.ordinals[found["dw"].casefold()], today).isoformat())


def _month(found: re.Match[str], patterns: DatePatterns, today: date) -> When:
    month, said = patterns.months[fold(found["month"].rstrip("."))], _year(found["year"], today)
    year = said or (today.year if month >= today.month else today.year + 1)
    past = said or (today.year if month <= today.month else today.year - 1)
    before, ahead = f"{past}-{month:02d}", f"{year}-{month:02d}"
    edge = _edge(found["edge"], patterns)
    if edge == "end":
        return When(date(year, month, monthrange(year, month)[1]).isoformat(), before, ahead)
    if edge == "mid":
        return When(f"{ahead}-15", before, ahead)
    return When(ahead, before, ahead)


def _edge(text: str | None, patterns: DatePatterns) -> str:
    return patterns.relative.get(fold(text), "") if text else ""


def _year_month(found: re.Match[str], _: DatePatterns, _today: date) -> When | None:
    year, month = int(found["ymy"] or found["myy"]), int(found["ymm"] or found["mym"])
    if year not in _YEARS or not 1 <= month <= 12:  # noqa: PLR2004 - months
        return None
    return When(f"{year}-{month:02d}", f"{year}-{month:02d}")


def _quarter(found: re.Match[str], patterns: DatePatterns, today: date) -> When:
    quarter, said = int(found["quarter"] or found["qq"]), _year(found["qyear"] or found["qqy"], today)
    year = said or today.year
    ahead = said or (today.year if quarter > (today.month - 1) // 3 else today.year + 1)
    if _edge(found["qedge"], patterns) == "end":
        return When(_quarter_end(ahead, quarter).isoformat(), f"{year}-Q{quarter}", f"{ahead}-Q{quarter}")
    return When(None, f"{year}-Q{quarter}", f"{ahead}-Q{quarter}")


def _quarter_end(year: int, quarter: int) -> date:
    return date(year, quarter * 3, monthrange(year, quarter * 3)[1])


def _week(found: re.Match[str], _: DatePatterns, today: date) -> When:
    week = int(found["week"])
    at = date.fromisocalendar(today.isocalendar().year, week, 5)
    if at < today:
        at = date.fromisocalendar(today.isocalendar().year + 1, week, 5)
    return When(at.isoformat())


def _weekday(found: re.Match[str], patterns: DatePatterns, today: date) -> When:
    ahead = (patterns.weekdays[fold(found["weekday"].rstrip("."))] - today.weekday()) % 7 or 7
    return When((today + timedelta(days=ahead)).isoformat())


def _relative(found: re.Match[str], patterns: DatePatterns, today: date) -> When | None:
    code = patterns.relative[fold(found["relative"])].split()
    if code[0] == "feast":
        month, day = (int(part) for part in code[1].split("-"))
        return When(_next(month, day, today).isoformat())
    edge = code.pop(0) if code[0] in {"end", "start"} else ""
    unit, step = code[0], int(code[1])
    first, last, period = _span(unit, step, today)
    if unit == "day":
        return When(first.isoformat())
    if edge:
        return When((last if edge == "end" else first).isoformat())
    if unit == "week":
        return When(last.isoformat() if step > 0 else None)
    return When(first.isoformat()[:7] if unit == "month" and step > 0 else None, period)


def _span(unit: str, step: int, today: date) -> tuple[date, date, str]:
    """First and last day of the day, week, month, quarter or year `step` from today's, and its name."""
    if unit == "day":
        at = today + timedelta(days=step)
        return at, at, at.isoformat()
    if unit == "week":
        monday = today - timedelta(days=today.weekday()) + timedelta(weeks=step)
        return monday, monday + timedelta(days=4), monday.isoformat()
    if unit == "year":
        return date(today.year + step, 1, 1), date(today.year + step, 12, 31), str(today.year + step)
    if unit == "quarter":
        index = today.year * 4 + (today.month - 1) // 3 + step
        year, quarter = index // 4, index % 4 + 1
        return date(year, quarter * 3 - 2, 1), _quarter_end(year, quarter), f"{year}-Q{quarter}"
    index = today.year * 12 + today.month - 1 + step
    year, month = index // 12, index % 12 + 1
    return date(year, month, 1), date(year, month, monthrange(year, month)[1]), f"{year}-{month:02d}"


def _bare_year(found: re.Match[str], _: DatePatterns, today: date) -> When | None:
    year = int(found["bare"])
    return When(None, str(year)) if abs(year - today.year) <= _FAR_YEARS else None


_READERS: dict[str, Callable[[re.Match[str], DatePatterns, date], When | None]] = {
    "iso": _iso,
    "nd": _numeric,
    "d1": _named,
    "d2": _named,
    "dw": _worded,
    "ymy": _year_month,
    "myy": _year_month,
    "relative": _relative,
    "quarter": _quarter,
    "qq": _quarter,
    "month": _month,
    "week": _week,
    "weekday": _weekday,
    "bare": _bare_year,
}


def date_patterns(vocabulary: Vocabulary) -> DatePatterns:
    """Compiles the pattern of a vocabulary."""
    months: dict[str, int] = {}
    weekdays: dict[str, int] = {}
    relative: dict[str, str] = {}
    ordinals: dict[str, int] = {}
    typed: dict[str, set[str]] = {
        "months": set(),
        "weekdays": set(),
        "relative": set(),
        "edges": set(),
        "ordinals": set(),
    }
    for table in vocabulary.tables.values():
        for key, numbered in (("months", months), ("weekdays", weekdays)):
            for number, names in enumerate(table[key]):
                for name in names:
                    typed[key] |= {name, *spellings(name)}
                    numbered.update(dict.fromkeys((fold(name), *spellings(name)), number + (key == "months")))
        for number, names in enumerate(table["ordinals"], start=1):
            worded = [name for name in names if name.isalpha()]
            typed["ordinals"].update(worded)
            ordinals.update(dict.fromkeys(worded, number))
        for phrase, code in table["relative"].items():
            typed["relative"] |= {phrase, *spellings(phrase)}
            relative |= dict.fromkeys((fold(phrase), *spellings(phrase)), code)
    for key, code in (("end_of", "end"), ("start_of", "start"), ("mid_of", "mid")):
        for phrase in (p for entry in vocabulary.phrases(key) for p in entry.split(",")):
            typed["edges"].add(phrase.strip())
            relative[fold(phrase.strip())] = code
    weeks, quarters = (either(p.strip() for p in vocabulary.phrases(key)) for key in ("week_marks", "quarter_marks"))
    lead = either(word for word in vocabulary.phrases("before_month") if word.strip('"'))
    return DatePatterns(
        re.compile(_pattern(typed, weeks, quarters), re.IGNORECASE | re.VERBOSE),
        months,
        weekdays,
        relative,
        ordinals,
        vocabulary.words("month_guard"),
        re.compile(rf"(?<!\w)(?:{lead})\s$", re.IGNORECASE),
    )


def _pattern(typed: dict[str, set[str]], weeks: str, quarters: str) -> str:
    month, edge = either(typed["months"]), either(typed["edges"])
    relative = either(typed["relative"]).replace("\\ ", r"[\s-]")
    return rf"""(?<![\w.-])(?:
      (?P<iso>20\d\d-\d\d-\d\d)(?!\d)
    | (?P<nd>[0-3]?\d)[./](?P<nm>[01]?\d)(?:[./](?P<ny>20\d\d|\d\d)(?!\d)|\.(?!\d)|(?<=/\d)(?!\d)|(?<=/\d\d)(?!\d))
    | (?P<d1>[0-3]?\d)(?:st|nd|rd|th|\.)?\s?(?:of\s)?(?P<m1>{month})(?!\w)\.?(?:,?\s(?P<y1>20\d\d)(?!\d))?
    | (?P<dw>{either(typed["ordinals"])})\s(?:of\s)?(?P<m3>{month})(?!\w)
    | (?P<m2>{month})\.?\s(?:the\s)?(?P<d2>[0-3]?\d)(?:st|nd|rd|th)?(?![\w%]|[.,]\d)(?:,?\s(?P<y2>20\d\d)(?!\d))?
    | (?P<ymy>20\d\d)-(?P<ymm>[01]\d)(?![\d-]) | (?P<mym>[01]?\d)/(?P<myy>20\d\d)(?!\d)
    | (?P<relative>{relative})(?!\w)
    | (?:(?P<qedge>{edge})\s)?(?:q|{quarters})\s?(?P<quarter>[1-4])(?!\w)
      (?:[\s/-]?(?P<qyear>20\d\d|'?\d\d(?!\d|[.,]\d|\s?x)))?
    | (?P<qqy>20\d\d)[\s/-]?q(?P<qq>[1-4])(?!\w)
    | (?:(?P<edge>{edge})\s(?:of\s)?)?(?P<month>{month})(?!\w)\.?(?:\s(?P<year>20\d\d)(?!\d))?
    | (?:{weeks})\.?\s?(?P<week>[0-5]?\d)(?!\w)
    | (?P<weekday>{either(typed["weekdays"])})s?(?!\w)
    | (?P<bare>20\d\d)(?![\w%]|[.,]\d|\s?(?:x|pcs|stk|units)|\s[A-Z]{{3}}\b)
    )"""
