"""News on the screen: the newest first, then what can be earned just now."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from bot.screens.blocks import Screen
from bot.screens.rows import Step, page, sourced
from bot.screens.text import Language, day, escape, number
from bot.tools.news import Headlines
from channel.announcements import News, Running

SHOWN = 5
KINDS: dict[str, dict[Language, str]] = {
    "rebate": {"en": "rebate", "de": "Rebate"},
    "spiff": {"en": "seller bonus (SPIFF)", "de": "Verkäuferprämie (SPIFF)"},
    "promotion": {"en": "promotion", "de": "Aktion"},
}


def headlines_screen(value: Headlines, language: Language) -> Screen:
    """The newest announcement in full first, further ones beneath, then the incentives that run."""
    german = language == "de"
    lines = [_announced(row, language) for row in value.rows[:SHOWN]]
    left = len(value.rows) - SHOWN
    if left > 0:
        lines.append(
            f"{number(left, language)} ältere Meldungen; nennen Sie Hersteller oder Monat."
            if german
            else f"{number(left, language)} older ones; name a vendor or a month."
        )
    if value.running:
        lines.append("*Läuft gerade:*" if german else "*Running now:*")
        lines += [_running(row, language) for row in value.running]
    newest = (*(row.published_at for row in value.rows[:1]), *(row.as_of for row in value.running[:1]))[0]
    notes = (sourced("Ankündigungen" if german else "announcements", newest, language),)
    steps = (Step("Preisänderungen", "Preisänderungen"),) if german else (Step("Price changes", "price changes"),)
    return page(_lead(value, language), more=tuple(lines), notes=notes, steps=steps, language=language)


def _lead(value: Headlines, language: Language) -> str:
    german = language == "de"
    count = len(value.rows)
    if not count:
        return "Keine Meldung dazu, aber das läuft" if german else "No announcement on that, but this is running"
    authors = escape(", ".join(dict.fromkeys(row.author for row in value.rows)))
    if count == 1:
        return f"Neues von {authors}" if german else f"News from {authors}"
    return f"{count} Meldungen von {authors}" if german else f"{count} announcements from {authors}"


def _announced(row: News, language: Language) -> str:
    title, text = row.words(language)
    words = f"• *{escape(title)}* ({escape(row.author)}, {day(row.published_at.date(), language)})"
    return f"{words}\n{escape(text)}" if text else words


def _running(row: Running, language: Language) -> str:
    german = language == "de"
    kind = KINDS.get(row.kind, {}).get(language, escape(row.kind))
    until = day(row.valid_to, language)
    on = f" {'auf' if german else 'on'} {escape(', '.join(row.mpns))}" if row.mpns else ""
    line = f"• {escape(row.name)} ({escape(row.vendor)}, {kind}){on} {'bis' if german else 'until'} {until}"
    if row.claim_by is not None:
        claim = day(row.claim_by, language)
        line += f", zu beantragen bis {claim}" if german else f", claim by {claim}"
    return line


SCREENS: dict[type, Callable[[Any, Language], Screen]] = {Headlines: headlines_screen}
