"""What the documents did not answer, put together by meaning, for those who can write it down."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.tools.asked import asker, span, today
from bot.tools.questions import in_words
from bot.tools.results import Arguments, Asking, Result, Tool
from channel import unanswered
from channel.access.rights import Right
from channel.errors import NotPossible
from channel.tables.parties import Kind
from channel.unanswered import Unanswered
from knowledge.clusters import clusters

MONTH = 30
MOST_READ = 400


class GapArguments(Arguments):
    """Of which time."""

    dates: tuple[str, ...] = ()
    period: str | None = None
    aspects: tuple[str, ...] = ()


@dataclass(frozen=True)
class Gap:
    """Questions that mean the same: the most typical wording, how often, by how many people, last on which day."""

    question: str
    times: int
    askers: int
    last: date


@dataclass(frozen=True)
class GapReport:
    """The gaps of a time, those that most people met first. `first` and `last` are days; `left_out` older questions."""

    gaps: tuple[Gap, ...]
    questions: int
    askers: int
    first: date
    last: date
    left_out: int


def gaps(asking: Asking, arguments: GapArguments) -> Result:
    """The unanswered questions of a time (the last 30 days unless told) in the vendor's own sight.

    Raises:
        NotPossible: for anybody but a vendor's people.
    """
    if asking.person.kind is not Kind.VENDOR:
        raise NotPossible(
            in_words(
                asking,
                "Unanswered questions are kept for the vendor whose documents should answer them.",
                "Unbeantwortete Fragen sieht der Hersteller, dessen Dokumente sie beantworten müssten.",
            ),
            in_words(
                asking,
                "Tell me what you miss, and I pass it on with the next question.",
                "Fragen Sie einfach; was fehlt, merke ich für den Hersteller vor.",
            ),
        )
    own = asker(asking)
    zone = ZoneInfo(own.timezone if own else "UTC")
    day = today(asking, own)
    said = (*arguments.dates, *([arguments.period] if arguments.period else []))
    first, last = next((s for text in said if (s := span(text))), (day - timedelta(MONTH), day))
    with asking.gate.viewing(asking.viewer) as session:
        found = unanswered.between(session, _midnight(first, zone), _midnight(last + timedelta(1), zone))
    read = found[-MOST_READ:]
    report = GapReport(
        gaps=_gaps(asking, read, zone),
        questions=len(found),
        askers=len({question.asker for question in found}),
        first=first,
        last=last,
        left_out=len(found) - len(read),
    )
    return Result(report)


def _gaps(asking: Asking, questions: list[Unanswered], zone: ZoneInfo) -> tuple[Gap, ...]:
    if not questions:
        return ()
    vectors = asking.library.meanings([question.question for question in questions])
    found = []
    for rows in clusters(vectors):
        alike = [questions[row] for row in rows]
        last = max(question.at for question in alike).astimezone(zone).date()
        found.append(Gap(alike[0].question, len(alike), len({question.asker for question in alike}), last))
    return tuple(sorted(found, key=lambda gap: (-gap.askers, -gap.times, gap.question)))


def _midnight(day: date, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, time(), zone).astimezone(UTC)


TOOLS = (Tool("knowledge.gaps", GapArguments, Right.PUBLISH, gaps),)
