"""Changes of a registration on the screen: the question to confirm with what follows, or what has to be said first."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from bot.screens.blocks import Block, Screen, actions, button, context, fields, section
from bot.screens.deal_actions import fact
from bot.screens.deal_words import ASKS, FOLLOWS, MATERIAL_FOLLOWS, QUESTIONS
from bot.screens.deals import lead_of
from bot.screens.text import Language, day, escape
from channel.deals.states import Command
from channel.deals.views import ChangeDraft

WORDLESS: Final = frozenset({Command.DROP_AMENDMENT, Command.CLOSE})
"""Commands that nothing has to be said with."""
FINAL: Final = frozenset({Command.LOSE, Command.REVOKE, Command.TRANSFER, Command.CLOSE})


def change_screen(value: ChangeDraft, language: Language) -> Screen:
    """The question and what confirming leads to, the facts, where it stands; or the one thing that is missing."""
    german, view = language == "de", value.registration
    name = f"{view.number} {escape(view.customer)}"
    lead = ASKS[value.asks][language] if value.asks else QUESTIONS[value.command][language].format(name)
    follows = name if value.asks else _follows(value, language)
    facts = [fact(value.command, label, said, view.value.currency, language) for label, said in value.facts]
    blocks: list[Block] = [section(f"*{lead}*\n{follows}")]
    if facts:
        blocks.append(fields(facts))
    notes = (lead_of(view, language), f"{'Regeln' if german else 'Rules'}: {escape(view.clause)}")
    blocks += [context(*notes), actions(*_buttons(value, language))]
    return Screen("\n".join((lead, follows, *(f"{label}: {said}" for label, said in facts), *notes)), tuple(blocks))


def _follows(value: ChangeDraft, language: Language) -> str:
    words = MATERIAL_FOLLOWS[language] if value.material else FOLLOWS[value.command][language]
    if value.until is None:
        return words
    until = day(value.until, language)
    return words + (f" Neues Ende: {until}." if language == "de" else f" New end: {until}.")


def _buttons(value: ChangeDraft, language: Language) -> list[Block]:
    german = language == "de"
    form = button("Formular" if german else "In a form", "deal.form.open", f"{value.command}|{value.registration.number}")
    discard = button("Verwerfen" if german else "Discard", "draft.discard", value.key)
    if value.asks:
        return [form, discard]
    weight: Any = "danger" if value.command in FINAL else "primary"
    confirm = button("Bestätigen" if german else "Confirm", "draft.confirm", value.key, weight)
    return [confirm, discard] if value.command in WORDLESS else [confirm, form, discard]


SCREENS: dict[type, Callable[[Any, Language], Screen]] = {ChangeDraft: change_screen}
