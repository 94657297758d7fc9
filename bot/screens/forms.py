"""Forms: registering a deal, and rejecting or returning one. The blocks carry the names of the fields."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, Final

from bot.screens.blocks import Block, context, section, shorten
from bot.screens.deal_words import FIELDS, PROBLEMS, REASON_CHOICES, REASONS
from bot.screens.text import Language, escape
from channel.deals.views import Application, Problem, RegistrationDraft
from channel.errors import Refusal

View = dict[str, Any]
REGISTRATION_FORM: Final = "deal.form"
DECISION_FORM: Final = "deal.decision"
INPUT: Final = "typed"
"""The action id of each input, below its block id."""

ASKED: Final = (
    "customer",
    "country",
    "postcode",
    "city",
    "lines",
    "value",
    "currency",
    "expected_close",
    "contact_name",
    "contact_email",
    "project",
    "tender",
)
LONGEST: Final = {
    "customer": 200,
    "postcode": 12,
    "city": 80,
    "contact_name": 120,
    "contact_email": 200,
    "project": 400,
    "tender": 80,
    "note": 400,
}
"""Characters that a field takes."""
LONG: Final = frozenset({"lines", "project"})
RETURNABLE: Final = ("contact_name", "contact_email", "postcode", "value", "expected_close", "project", "tender")
LABELS: Final[dict[str, dict[Language, str]]] = {
    "customer": {"en": "Customer (legal name)", "de": "Kunde (Firmenname)"},
    "country": {"en": "Country (code such as DE)", "de": "Land (Code wie DE)"},
    "postcode": {"en": "Postcode", "de": "Postleitzahl"},
    "city": {"en": "City", "de": "Ort"},
    "lines": {"en": "Products, one per line: 12 NW-FW120", "de": "Produkte, je Zeile eines: 12 NW-FW120"},
    "value": {"en": "Value, net of tax", "de": "Wert, netto"},
    "currency": {"en": "Currency (code such as EUR)", "de": "Währung (Code wie EUR)"},
    "expected_close": {"en": "Expected close", "de": "Erwarteter Abschluss"},
    "contact_name": {"en": "Contact person", "de": "Ansprechpartner"},
    "contact_email": {"en": "Contact's e-mail", "de": "E-Mail des Ansprechpartners"},
    "project": {"en": "Project", "de": "Projekt"},
    "tender": {"en": "Tender number", "de": "Nummer der Ausschreibung"},
    "reason": {"en": "Reason", "de": "Grund"},
    "fields": {"en": "To be completed", "de": "Zu ergänzen"},
    "note": {"en": "Note to the reseller", "de": "Bemerkung an den Reseller"},
}


def registration_form(draft: RegistrationDraft | None, language: Language, origin: str = "") -> View:
    """The form for a deal, filled with what is known; all fields may stay empty, what is required is asked after.

    Args:
        draft: the draft edited, none for a new one.
        language: of the labels.
        origin: the message that the form was opened from, handed back when it is sent.
    """
    german = language == "de"
    application = draft.application if draft else Application()
    return _view(
        REGISTRATION_FORM,
        "Deal registrieren" if german else "Register a deal",
        "Weiter" if german else "Continue",
        {"draft": draft.key if draft else "", "origin": origin},
        [_field(name, _known(application, name), language) for name in ASKED],
        language,
    )


def decision_form(number: str, decision: str, language: Language) -> View:
    """The form for rejecting (with a reason) or returning (with what is to be completed) a registration."""
    german = language == "de"
    titles = {
        "reject": ("Ablehnen", "Reject"),
        "return": ("Zurückgeben", "Send back"),
    }
    chooser = _choice("reason", {code: REASONS[code][language] for code in REASON_CHOICES}, language)
    if decision == "return":
        chooser = _choice("fields", {name: FIELDS[name][language] for name in RETURNABLE}, language, several=True)
    hint = (
        "Die Bemerkung liest der Reseller. Nennen Sie darin niemand anderen."
        if german
        else "The reseller reads this note. Name nobody else in it."
    )
    return _view(
        DECISION_FORM,
        titles[decision][0 if german else 1],
        "Weiter" if german else "Continue",
        {"number": number, "decision": decision},
        [chooser, _field("note", "", language, long=True), context(f"{escape(number)} · {hint}")],
        language,
    )


def notice_view(refusal: Refusal, language: Language) -> View:
    """A form that cannot be filled in: why, and what to do next."""
    words = "\n".join(escape(part) for part in (refusal.message, refusal.next_step) if part)
    return {
        "type": "modal",
        "title": {"type": "plain_text", "text": "Tierdesk"},
        "close": {"type": "plain_text", "text": "Schließen" if language == "de" else "Close"},
        "blocks": [section(words)],
    }


def errors_at(problems: Mapping[str, tuple[Problem, ...]], language: Language) -> dict[str, str]:
    """What the rules have against a form, in words by field; a view shows each at its block."""
    return {
        name: " ".join(PROBLEMS[problem.code][language].format(*problem.facts) for problem in found)
        for name, found in problems.items()
    }


def typed(state: dict[str, Any]) -> dict[str, str]:
    """What was typed into a form: field name to text, several choices joined by commas; empty where nothing was.

    Args:
        state: `view["state"]["values"]` as Slack sends it.
    """
    return {name: _text(next(iter(inputs.values()), {})) for name, inputs in state.items()}


def _text(value: dict[str, Any]) -> str:
    if value.get("selected_options") is not None:
        return ",".join(option["value"] for option in value["selected_options"])
    if value.get("selected_option"):
        return str(value["selected_option"]["value"])
    return str(value.get("value") or value.get("selected_date") or "")


def _known(application: Application, name: str) -> str:
    if name == "lines":
        return "\n".join(f"{quantity or ''} {mpn}".strip() for mpn, quantity in application.lines)
    value = getattr(application, name)
    return "" if value is None else str(value)


def _field(name: str, known: str, language: Language, *, long: bool = False) -> Block:
    element: Block = {
        "type": "plain_text_input",
        "action_id": INPUT,
        "multiline": long or name in LONG,
        "max_length": LONGEST.get(name, 3000),
    }
    if name == "expected_close":
        element = {"type": "datepicker", "action_id": INPUT}
        if known:
            element["initial_date"] = known
    elif known:
        element["initial_value"] = shorten(known, LONGEST.get(name, 3000))
    return _input(name, element, language)


def _choice(name: str, options: dict[str, str], language: Language, *, several: bool = False) -> Block:
    drawn = [
        {"text": {"type": "plain_text", "text": shorten(text, 75)}, "value": value} for value, text in options.items()
    ]
    kind = "checkboxes" if several else "radio_buttons"
    return _input(name, {"type": kind, "action_id": INPUT, "options": drawn}, language, optional=False)


def _input(name: str, element: Block, language: Language, *, optional: bool = True) -> Block:
    return {
        "type": "input",
        "block_id": name,
        "optional": optional,
        "label": {"type": "plain_text", "text": LABELS[name][language]},
        "element": element,
    }


def _view(kind: str, title: str, submit: str, kept: dict[str, str], blocks: list[Block], language: Language) -> View:
    return {
        "type": "modal",
        "callback_id": kind,
        "private_metadata": json.dumps(kept),
        "title": {"type": "plain_text", "text": shorten(title, 24)},
        "submit": {"type": "plain_text", "text": shorten(submit, 24)},
        "close": {"type": "plain_text", "text": "Abbrechen" if language == "de" else "Cancel"},
        "blocks": blocks,
    }
