"""A person's own digest: how often, when, of what, and when not; kept by a draft."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import time
from typing import Any, Final
from zoneinfo import available_timezones

from bot.tools.questions import Choice, clarify, in_words
from bot.tools.results import Arguments, Asking, Outcome, Result, Tool
from channel import digests, digests_items, drafts
from channel.access.gate import Gate, not_found
from channel.access.rights import Right
from channel.access.viewer import Viewer
from channel.digests import Frequency, Setting, Topic
from channel.digests_items import Told
from channel.digests_rounds import ROUND, Span

SETTINGS: Final = "digest.settings"
_SAID: Final = {"daily": Frequency.DAILY, "weekly": Frequency.WEEKLY, "never": Frequency.OFF, "off": Frequency.OFF}
_OFF: Final = re.compile(
    r"\b(no|stop|end|cancel|without|unsubscribe|switch off|turn off|kein\w*|stopp\w*|abbestell\w*|abschalten)\b"
    r"( \w+){0,2} (digest|summary|zusammenfassung|überblick)|\b(digest|zusammenfassung)\b.* (off|aus|ab)\b",
    re.IGNORECASE,
)
_DAILY: Final = re.compile(r"\bdaily|every (day|morning)|täglich\w*|jeden (tag|morgen)\b", re.IGNORECASE)
_WEEKLY: Final = re.compile(r"\bweekly|(every|each|once a) week|wöchentlich\w*|jede woche\b", re.IGNORECASE)
_WEEKDAYS: Final = (
    r"\b(mondays?|montags?)\b", r"\b(tuesdays?|dienstags?)\b", r"\b(wednesdays?|mittwochs?)\b",
    r"\b(thursdays?|donnerstags?)\b", r"\b(fridays?|freitags?)\b", r"\b(saturdays?|samstags?|sonnabends?)\b",
    r"\b(sundays?|sonntags?)\b",
)  # fmt: skip
_CLOCK: Final = r"(?P<{0}>\d{{1,2}})(?:[:.](?P<{0}m>\d\d))?\s*(?P<{0}half>am|pm)?(?: ?uhr| ?o'?clock|\b)"
_AT: Final = re.compile(r"\b(?:at|um|gegen|@) " + _CLOCK.format("at"), re.IGNORECASE)
_BETWEEN: Final = re.compile(
    rf"\b(?:from|between|von|zwischen) {_CLOCK.format('a')} ?(?:to|until|till|and|bis|und|-|–) ?{_CLOCK.format('b')}",
    re.IGNORECASE,
)
_AFTER: Final = re.compile(r"\b(?:after|nach|ab|past) " + _CLOCK.format("a"), re.IGNORECASE)
_BEFORE: Final = re.compile(r"\b(?:before|vor) " + _CLOCK.format("b"), re.IGNORECASE)
_NO_REMINDERS: Final = re.compile(
    r"\b(?:no|stop|without|keine?|ohne) (?:more |weiteren? )?(?:reminders?|erinnerungen?)", re.IGNORECASE
)
_REMINDERS: Final = re.compile(
    r"\b(?:remind me|reminders on|with reminders|erinnere mich|mit erinnerungen)\b", re.IGNORECASE
)
_FREE_DAYS: Final = re.compile(
    r"\b(?:also|even|auch)\b.{0,20}\b(?:weekends?|holidays?|wochenende[n]?|feiertage?n?)", re.IGNORECASE
)
_WORKING_DAYS: Final = re.compile(
    r"\b(?:not|only on|nicht|nur an)\b.{0,20}\b(?:weekends?|holidays?|working days|wochenende[n]?|feiertage?n?|"
    r"werktage?n?|arbeitstage?n?)",
    re.IGNORECASE,
)
_ENGLISH: Final = re.compile(r"\b(?:in english|auf englisch)\b", re.IGNORECASE)
_GERMAN: Final = re.compile(r"\b(?:in german|auf deutsch)\b", re.IGNORECASE)
_ZONE: Final = re.compile(r"\b(?P<zone>[A-Z][A-Za-z]+/[A-Z][A-Za-z_]+|UTC)\b")
_TOPICS: Final = (
    (Topic.DEALS, re.compile(r"\b(deals?|projekte?|registrations?|registrierungen)\b", re.IGNORECASE)),
    (Topic.DECISIONS, re.compile(r"\b(decisions?|approvals?|entscheidungen|freigaben)\b", re.IGNORECASE)),
    (Topic.RENEWALS, re.compile(r"\b(renewals?|verlängerungen|erneuerungen)\b", re.IGNORECASE)),
    (Topic.CERTIFICATES, re.compile(r"\b(certificat\w+|zertifi\w+)\b", re.IGNORECASE)),
    (Topic.CLAIMS, re.compile(r"\b(claims?|bonus\w*|funds?|mdf|anträge|prämien)\b", re.IGNORECASE)),
    (Topic.TIERS, re.compile(r"\b(tiers?|tier reviews?|stufen?)\b", re.IGNORECASE)),
    (Topic.ONBOARDING, re.compile(r"\b(onboarding\w*)\b", re.IGNORECASE)),
    (Topic.NEWS, re.compile(r"\b(news|announcements?|neuigkeiten|ankündigungen)\b", re.IGNORECASE)),
)
EVENING, MORNING = time(18), time(8)


class DigestArguments(Arguments):
    """How often, as far as the words were read."""

    frequency: str | None = None
    days: int | None = None


@dataclass(frozen=True)
class DigestDraft:
    """A setting to be confirmed."""

    key: str
    setting: Setting


@dataclass(frozen=True)
class DigestKept:
    """The setting as it is kept; none where nothing was set. `done`: just confirmed."""

    setting: Setting | None
    done: bool = False


@dataclass(frozen=True)
class OwnLeadTime:
    """A wish for reminders so many days ahead, which nobody can set for themselves."""

    days: int


@dataclass(frozen=True)
class Round:
    """What a person is told; `language` where they want another one than their own."""

    told: Told
    span: Span
    language: str | None


def settings(asking: Asking, arguments: DigestArguments) -> Result:
    """The asker's setting, or another one to be confirmed."""
    with asking.gate.viewing(asking.person) as session:
        current = digests.setting(session, asking.person)
    if arguments.frequency and arguments.frequency not in _SAID:
        return _how_often(asking)
    wanted = _changed(asking.text, arguments.frequency, current or Setting())
    if wanted is None:
        return Result(OwnLeadTime(arguments.days)) if arguments.days else Result(DigestKept(current))
    with asking.gate.acting(asking.person, Right.ASK) as action:
        key = drafts.save(action, SETTINGS, asking.thread, wanted.plain())
    return Result(DigestDraft(key, wanted), Outcome.DRAFT, draft=key)


def _changed(text: str, frequency: str | None, current: Setting) -> Setting | None:
    """The setting that the words ask for, none where they ask for none."""
    changes: dict[str, Any] = {}
    quiet = _quiet(text)
    rest = text
    if quiet is not None:
        changes["quiet_from"], changes["quiet_to"] = quiet
        for pattern in (_BETWEEN, _AFTER, _BEFORE):
            rest = pattern.sub(" ", rest)
    if often := _frequency(rest, frequency):
        changes["frequency"] = often
    day = next((n for n, name in enumerate(_WEEKDAYS) if re.search(name, rest, re.IGNORECASE)), None)
    if day is not None and changes.get("frequency") is not Frequency.OFF:
        changes |= {"weekday": day, "frequency": Frequency.WEEKLY}
    if (at := _AT.search(rest)) and (hour := _time(at, "at")):
        changes["hour"] = hour.hour
    changes |= _manners(rest)
    topics = tuple(topic for topic, pattern in _TOPICS if pattern.search(rest))
    if topics and changes.get("frequency", current.frequency) is not Frequency.OFF:
        changes["topics"] = topics
    return replace(current, **changes) if changes else None


def _manners(text: str) -> dict[str, Any]:
    """Reminders, free days, language and time zone, as far as they are said."""
    changes: dict[str, Any] = {}
    if _NO_REMINDERS.search(text):
        changes["reminders"] = False
    elif _REMINDERS.search(text):
        changes["reminders"] = True
    if _FREE_DAYS.search(text):
        changes["free_days"] = True
    elif _WORKING_DAYS.search(text):
        changes["free_days"] = False
    if _ENGLISH.search(text):
        changes["language"] = "en"
    elif _GERMAN.search(text):
        changes["language"] = "de"
    if (zone := _ZONE.search(text)) and zone["zone"] in available_timezones():
        changes["timezone"] = zone["zone"]
    return changes


def _frequency(text: str, said: str | None) -> Frequency | None:
    if _WEEKLY.search(text):
        return Frequency.WEEKLY
    if _OFF.search(text):
        return Frequency.OFF
    if _DAILY.search(text):
        return Frequency.DAILY
    return _SAID.get(said or "")


def _quiet(text: str) -> tuple[time, time] | None:
    if found := _BETWEEN.search(text):
        start, end = _time(found, "a"), _time(found, "b")
        return (start, end) if start and end else None
    after, before = _AFTER.search(text), _BEFORE.search(text)
    start = _time(after, "a") if after else None
    end = _time(before, "b") if before else None
    return (start or EVENING, end or MORNING) if start or end else None


def _time(found: re.Match[str], name: str) -> time | None:
    hour, minute, half = int(found[name]), int(found[f"{name}m"] or 0), (found[f"{name}half"] or "").casefold()
    if half:
        hour = hour % 12 + (12 if half == "pm" else 0)
    try:
        return time(hour % 24, minute)
    except ValueError:
        return None


def _how_often(asking: Asking) -> Result:
    return clarify(
        in_words(asking, "How often: daily, weekly, or not at all?", "Wie oft: täglich, wöchentlich oder gar nicht?"),
        Choice(in_words(asking, "Daily", "Täglich"), in_words(asking, "daily digest", "tägliche Zusammenfassung")),
        Choice(
            in_words(asking, "Weekly", "Wöchentlich"),
            in_words(asking, "weekly digest", "wöchentliche Zusammenfassung"),
        ),
        Choice(in_words(asking, "Not at all", "Gar nicht"), in_words(asking, "no digest", "keine Zusammenfassung")),
    )


def kept(gate: Gate, viewer: Viewer, _content: dict[str, Any]) -> DigestKept:
    """What a confirmed setting came to."""
    with gate.viewing(viewer) as session:
        return DigestKept(digests.setting(session, viewer), done=True)


def round_of(gate: Gate, viewer: Viewer, content: dict[str, Any]) -> Round:
    """What a round tells a person, in their own sight at the time of sending.

    Raises:
        NotFound: when there is nothing to tell any more.
    """
    with gate.viewing(viewer) as session:
        wish = digests.setting(session, viewer) or Setting()
        span = Span.read(content)
        told = digests_items.told(session, viewer, span, wish.topics, gate.now(), reminders=wish.reminders)
    if not told:
        raise not_found()
    return Round(told, span, wish.language)


NOTICES: Final = {ROUND: round_of}
TOOLS = (Tool(SETTINGS, DigestArguments, Right.ASK, settings, drafts=True),)
