"""What a person is told once a day: what comes near, what waits, what is new."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, Final

from bot.screens.blocks import Block, Screen, actions, button, section
from bot.screens.rows import MOST_STEPS
from bot.screens.text import Language, day, escape
from bot.tools.digests import Round
from channel.digests import Topic
from channel.digests_items import Coming, Told

MOST: Final = 12
KINDS: Final[Mapping[str, Mapping[Language, str]]] = {
    "protection": {"en": "{name} ({whose}): protection ends", "de": "{name} ({whose}): Schutz endet"},
    "renews": {"en": "{name} for {whose} renews by itself", "de": "{name} für {whose} verlängert sich von selbst"},
    "ends": {"en": "{name} for {whose} ends", "de": "{name} für {whose} endet"},
    "certificate": {"en": "{name} of {whose} expires", "de": "{name} von {whose} läuft ab"},
    "claim": {"en": "{name}: last day to claim", "de": "{name}: letzter Tag für Anträge"},
    "fund": {"en": "{name}: the rest lapses", "de": "{name}: der Rest verfällt"},
    "review": {"en": "{whose} reviews your tier {name}", "de": "{whose} prüft Ihre Stufe {name}"},
    "task": {"en": "{name} ({whose}) is due", "de": "{name} ({whose}) ist fällig"},
}
ASKS: Final[Mapping[Topic, Mapping[Language, tuple[str, str]]]] = {
    Topic.DEALS: {"en": ("My deals", "my deals"), "de": ("Meine Projekte", "meine Projekte")},
    Topic.RENEWALS: {
        "en": ("Renewals", "renewals in the next 90 days"),
        "de": ("Verlängerungen", "Verlängerungen der nächsten 90 Tage"),
    },
    Topic.CERTIFICATES: {
        "en": ("Certificates", "which certificates expire"),
        "de": ("Zertifikate", "welche Zertifikate laufen ab"),
    },
    Topic.CLAIMS: {
        "en": ("What runs", "which promotions are running"),
        "de": ("Was läuft", "welche Aktionen laufen"),
    },
    Topic.TIERS: {
        "en": ("My tier", "what do I need for the next tier"),
        "de": ("Meine Stufe", "was fehlt mir zur nächsten Stufe"),
    },
    Topic.ONBOARDING: {
        "en": ("Onboarding", "onboarding status"),
        "de": ("Onboarding", "Stand des Onboardings"),
    },
    Topic.DECISIONS: {
        "en": ("What waits", "what do I have to review today"),
        "de": ("Was wartet", "was muss ich heute prüfen"),
    },
    Topic.NEWS: {"en": ("News", "any news"), "de": ("Neuigkeiten", "Neuigkeiten")},
}
"""What opens a topic: the button, and the words that it asks."""


def round_screen(value: Round, language: Language) -> Screen:
    """What comes near, soonest first, then what waits and what is new; a button for each of the first three topics."""
    if value.language is not None:
        language = "de" if value.language == "de" else "en"
    lead = _lead(value.told, language)
    blocks, plain = [section(f"*{lead}*")], [lead]
    for label, lines in _parts(value, language):
        shown = [*lines[:MOST], *([_more(len(lines) - MOST, language)] if len(lines) > MOST else [])]
        blocks.append(section("\n".join((f"*{label}*", *shown))))
        plain += [label, *shown]
    if buttons := _steps(value.told, language):
        blocks.append(actions(*buttons))
    return Screen("\n".join(plain), tuple(blocks))


def coming_line(item: Coming, today: date, language: Language) -> str:
    """A day that comes near, in a line."""
    words = KINDS[item.kind][language].format(name=escape(item.name), whose=escape(item.whose))
    return f"• {words} – {day(item.day, language)} ({_in_days((item.day - today).days, language)})"


def _parts(value: Round, language: Language) -> list[tuple[str, tuple[str, ...]]]:
    german, told = language == "de", value.told
    today = value.span.through
    parts = [
        (
            "Bald fällig" if german else "Coming up",
            tuple(coming_line(item, today, language) for item in told.reminders),
        ),
        (
            "Außerdem" if german else "Also ahead",
            tuple(coming_line(item, today, language) for item in told.coming),
        ),
        (
            "Wartet auf Ihre Entscheidung" if german else "Waiting for your decision",
            (escape(", ".join(told.waiting[:MOST])),) if told.waiting else (),
        ),
        (
            "Neu" if german else "New",
            tuple(f"• {escape(news.words(language)[0])} ({escape(news.author)})" for news in told.news),
        ),
    ]
    return [(label, lines) for label, lines in parts if lines]


def _lead(told: Told, language: Language) -> str:
    german, count = language == "de", len(told.reminders)
    if not count:
        return "Ihre Zusammenfassung" if german else "Your digest"
    first = told.reminders[0]
    words = KINDS[first.kind][language].format(name=escape(first.name), whose=escape(first.whose))
    more = (f" (und {count - 1} weitere)" if german else f" (and {count - 1} more)") if count > 1 else ""
    return f"Erinnerung: {words}{more}" if german else f"Reminder: {words}{more}"


def _in_days(count: int, language: Language) -> str:
    if count < 0:
        return f"seit {-count} Tagen vorbei" if language == "de" else f"{-count} days ago"
    if language == "de":
        return {0: "heute", 1: "morgen"}.get(count, f"in {count} Tagen")
    return {0: "today", 1: "tomorrow"}.get(count, f"in {count} days")


def _more(count: int, language: Language) -> str:
    return f"… und {count} weitere" if language == "de" else f"… and {count} more"


def _steps(told: Told, language: Language) -> list[Block]:
    topics = [item.topic for item in (*told.reminders, *told.coming)]
    topics += [Topic.DECISIONS] if told.waiting else []
    topics += [Topic.NEWS] if told.news else []
    asks = [ASKS[topic][language] for topic in dict.fromkeys(topics)][:MOST_STEPS]
    return [button(label, f"ask.{i}", words) for i, (label, words) in enumerate(asks)]


SCREENS: dict[type, Callable[[Any, Language], Screen]] = {Round: round_screen}
