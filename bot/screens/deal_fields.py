"""What a decider weighs beside the registration: earlier deals, list value, margin, questions with their answers."""

from __future__ import annotations

from bot.screens.blocks import Block, fields
from bot.screens.text import Language, escape, money
from channel.deals.weighed import Grounds, Record

MOST_FIELDS = 10
"""So many fields fit a section."""


def all_fields(facts: list[tuple[str, str]]) -> list[Block]:
    """The facts in as many sections as they need."""
    return [fields(facts[start : start + MOST_FIELDS]) for start in range(0, len(facts), MOST_FIELDS)]


def weighed(value: Grounds, language: Language) -> list[tuple[str, str]]:
    """The labelled figures that a decider weighs beside the registration itself."""
    german = language == "de"
    facts = [
        ("Bisher" if german else "Track record", _record(value.reseller, language)),
        ("Mit diesem Kunden" if german else "With this customer", _record(value.customer, language)),
    ]
    if value.listed:
        facts.append(("Zum Listenpreis" if german else "At list", money(value.listed, language)))
    if value.registered:
        facts.append(("Registrierter Preis" if german else "At registered price", money(value.registered, language)))
    if value.margin is not None and value.margin_percent is not None:
        percent = f"{value.margin_percent} %".replace(".", "," if german else ".")
        facts.append(("Ihre Marge" if german else "Your margin", f"{money(value.margin, language)} ({percent})"))
    return facts


def asked_before(value: Grounds, language: Language) -> list[str]:
    """The questions to the reseller, each with its answer."""
    german = language == "de"
    none = "noch ohne Antwort" if german else "no answer yet"
    return [
        f"{'Rückfrage' if german else 'Asked'}: {escape(q.question)} → {escape(q.answer) if q.answer else none}"
        for q in value.questions
    ]


def _record(record: Record, language: Language) -> str:
    if not record.any:
        return "noch nichts abgeschlossen" if language == "de" else "nothing closed yet"
    words = ("gewonnen", "verloren", "abgelaufen", "abgelehnt")
    if language == "en":
        words = ("won", "lost", "expired", "rejected")
    counts = (record.won, record.lost, record.expired, record.rejected)
    return ", ".join(f"{count} {word}" for count, word in zip(counts, words, strict=True) if count)
