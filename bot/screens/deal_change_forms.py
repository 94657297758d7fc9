"""The form behind a command on a registration: what goes with it, filled with what is known."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from bot.screens.blocks import Block, context
from bot.screens.deal_words import BUTTONS, FACTS, REASON_CHOICES
from bot.screens.deals import lead_of
from bot.screens.form_parts import View, date_input, form, one_of, select_input, text_input
from bot.screens.forms import LABELS, LONGEST
from bot.screens.text import Language
from channel.deals.states import REASONS_FOR, Command
from channel.deals.views import Application, RegistrationView
from channel.deals.words import OWN_REASONS, REASONS

CHANGE_FORM: Final = "deal.change"
TERMS: Final = ("value", "lines", "expected_close", "contact_name", "contact_email", "project", "customer", "postcode", "city")
ASKED: Final[dict[Command, tuple[str, ...]]] = {
    Command.AMEND: TERMS,
    Command.RESUBMIT: TERMS,
    Command.EXTEND: ("evidence",),
    Command.ASK_BACK: ("evidence",),
    Command.APPEAL: ("note",),
    Command.CONVERT: ("order", "note"),
    Command.LOSE: ("reason", "note"),
    Command.REVOKE: ("reason", "note"),
    Command.TRANSFER: ("to", "reason", "evidence", "note"),
    Command.REFUSE_EXTENSION: ("reason", "note"),
    Command.REFUSE_AMENDMENT: ("reason", "note"),
}
"""What each command's form asks for."""
LONG: Final = frozenset({"evidence", "note", "lines", "project"})
LONGEST_NOTE: Final = 400
LABELLED: Final[dict[tuple[Command, str], dict[Language, str]]] = {
    (Command.APPEAL, "note"): {"en": "Why should it be decided again?", "de": "Warum soll neu entschieden werden?"},
    (Command.CONVERT, "order"): {"en": "Order or PO number", "de": "Bestell- oder PO-Nummer"},
    (Command.CONVERT, "note"): {"en": "Without an order: value won", "de": "Ohne Bestellung: gewonnener Wert"},
    (Command.EXTEND, "evidence"): {"en": "What happened, and when?", "de": "Was ist passiert, und wann?"},
    (Command.ASK_BACK, "evidence"): {"en": "What happened, and when?", "de": "Was ist passiert, und wann?"},
    (Command.TRANSFER, "to"): {"en": "To which company", "de": "An welche Firma"},
    (Command.TRANSFER, "evidence"): {"en": "What it stands on, with its day", "de": "Worauf es sich stützt, mit Tag"},
}


def change_form(
    view: RegistrationView,
    command: Command,
    terms: Application,
    companies: Mapping[str, str],
    origin: str,
    language: Language,
) -> View:
    """The form of a command.

    Args:
        view: the registration, as the reader sees it.
        command: one of `ASKED`.
        terms: those that hold, to be changed.
        companies: to whom it can be transferred, names by name.
        origin: the message that the form was opened from.
        language: of the labels.
    """
    blocks = [_field(command, name, terms, companies, language) for name in ASKED[command]]
    return form(
        CHANGE_FORM,
        BUTTONS[command][language],
        "Weiter" if language == "de" else "Continue",
        {"number": view.number, "command": str(command), "origin": origin},
        [context(lead_of(view, language)), *blocks],
        language,
    )


def _field(
    command: Command, name: str, terms: Application, companies: Mapping[str, str], language: Language
) -> Block:
    label = LABELLED.get((command, name), LABELS.get(name, FACTS.get(name, {})))[language]
    if name == "reason":
        own = REASONS_FOR.get(command)
        known = {code: OWN_REASONS[code][language] for code in own} if own else _reasons(language)
        return one_of(name, label, known)
    if name == "to":
        return select_input(name, label, companies)
    if name == "expected_close":
        return date_input(name, label, str(terms.expected_close or ""))
    known_text = ""
    if name == "lines":
        known_text = "\n".join(f"{quantity or ''} {mpn}".strip() for mpn, quantity in terms.lines)
    elif name in TERMS:
        known_text = str(getattr(terms, name) or "")
    longest = LONGEST.get(name, LONGEST_NOTE)
    return text_input(name, label, known_text, long=name in LONG, longest=longest)


def _reasons(language: Language) -> dict[str, str]:
    return {code: REASONS[code][language] for code in REASON_CHOICES}
