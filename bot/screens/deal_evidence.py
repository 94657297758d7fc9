"""The evidence of a registration: who added what when, with the files themselves."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from bot.screens.blocks import File, Screen, section
from bot.screens.registering_words import LABELS, kind_word
from bot.screens.text import Language, escape, moment
from channel.deals.views import EvidenceFiles, RegistrationView


def evidence_screen(value: EvidenceFiles, language: Language) -> Screen:
    """One line for each file, the files beneath."""
    german = language == "de"
    if not value.files:
        text = f"Zu {value.number} liegt kein Nachweis." if german else f"There is no evidence with {value.number}."
        return Screen(text, (section(text),))
    lead = f"Nachweise zu {value.number}" if german else f"Evidence of {value.number}"
    lines = [
        f"• {escape(file.file_name)} – {escape(file.added_by)}, {moment(file.added_at, language)}" for file in value.files
    ]
    files = tuple(File(file.file_name, file.content, file.file_name) for file in value.files)
    return Screen("\n".join((lead, *lines)), (section("\n".join((f"*{lead}*", *lines))),), files)


def particulars_line(view: RegistrationView, language: Language) -> str:
    """The further fields and the evidence of a registration in one line."""
    parts = [
        f"{LABELS[name][language]}: {escape(kind_word(name, str(value), language))}"
        for name, value in view.particulars
        if name in LABELS and value is not True
    ]
    parts += [LABELS[name][language] for name, value in view.particulars if name in LABELS and value is True]
    if view.evidence:
        parts.append(f"{LABELS['evidence'][language]}: {escape(', '.join(view.evidence))}")
    return " · ".join(parts)


SCREENS: dict[type, Callable[[Any, Language], Screen]] = {EvidenceFiles: evidence_screen}
"""How each value is drawn."""
