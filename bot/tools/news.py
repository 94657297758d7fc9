"""What was announced to the asker, and which bonuses and rebates run."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from bot.tools import announcing
from bot.tools.asked import asker, span, today
from bot.tools.questions import in_words
from bot.tools.results import Arguments, Asking, Result, Tool
from channel.access.rights import Right
from channel.announcements import News, Running, announcements, running_incentives
from channel.errors import NotFound

_OWN: Final = re.compile(
    r"\b(?:my|our|own|meine?r?|unsere?r?|eigene[nr]?)\b.*\b(?:announcements?|ankündigung\w*|mitteilung\w*)"
    r"|\bwe (?:have )?announced?\b|\bwir (?:haben )?.*angekündigt|\bhow far\b.*\bannouncement|"
    r"\bwie weit\b.*\bankündigung",
    re.IGNORECASE,
)


class NewsArguments(Arguments):
    """News of whom, about what, since when."""

    vendor: str | None = None
    distributor: str | None = None
    line: str | None = None
    mpns: tuple[str, ...] = ()
    period: str | None = None


@dataclass(frozen=True)
class Headlines:
    """Announcements, the newest first, and the incentives that run today."""

    rows: tuple[News, ...]
    running: tuple[Running, ...]


def read(asking: Asking, arguments: NewsArguments) -> Result:
    """The announcements in sight, of one author or about one thing if told, with the incentives that run.

    Raises:
        NotFound: when nothing of it was announced to the asker.
    """
    if Right.ANNOUNCE in asking.person.rights and _OWN.search(asking.text):
        return announcing.own(asking)
    own = asker(asking)
    with asking.gate.viewing(asking.viewer) as session:
        news = announcements(session, asking.now)
        running = running_incentives(session, today(asking, own))
    rows = tuple(row for row in news if _meant(row, arguments) and _about(f"{row.title} {row.text}", arguments))
    bonuses = tuple(row for row in running if _of_vendor(row.vendor, arguments) and _earned_by(row, arguments))
    if not rows and not bonuses:
        about = ", ".join(filter(None, (*arguments.mpns, arguments.line, arguments.vendor, arguments.distributor)))
        raise NotFound(
            in_words(
                asking,
                f"Nothing has been announced to you about {about}." if about else "Nothing has been announced to you.",
                f"Zu {about} wurde Ihnen nichts angekündigt." if about else "Ihnen wurde nichts angekündigt.",
            ),
            in_words(
                asking,
                "Your contact at the vendor or distributor can say more about plans.",
                "Zu Plänen kann Ihr Ansprechpartner bei Hersteller oder Distributor mehr sagen.",
            ),
        )
    return Result(Headlines(rows, bonuses), sources=("announcements",))


def _meant(row: News, arguments: NewsArguments) -> bool:
    authors = [name.casefold() for name in (arguments.vendor, arguments.distributor) if name]
    return (not authors or any(name in row.author.casefold() for name in authors)) and _within(row, arguments)


def _within(row: News, arguments: NewsArguments) -> bool:
    asked = span(arguments.period) if arguments.period else None
    return asked is None or asked[0] <= row.published_at.date() <= asked[1]


def _about(text: str, arguments: NewsArguments) -> bool:
    words = text.casefold()
    if arguments.mpns:
        return any(_short(mpn) in words for mpn in arguments.mpns)
    return arguments.line is None or arguments.line.casefold() in words


def _short(mpn: str) -> str:
    """A part number without its maker's prefix, as people write it in news."""
    return mpn.casefold().partition("-")[2] or mpn.casefold()


def _of_vendor(vendor: str, arguments: NewsArguments) -> bool:
    return arguments.distributor is None and (
        arguments.vendor is None or arguments.vendor.casefold() in vendor.casefold()
    )


def _earned_by(row: Running, arguments: NewsArguments) -> bool:
    if arguments.mpns:
        return any(mpn in row.mpns for mpn in arguments.mpns)
    return arguments.line is None and arguments.period is None


TOOLS = (Tool("announce.read", NewsArguments, Right.ASK, read),)
