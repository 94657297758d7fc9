"""Forms: registering a deal, and rejecting or returning one. The blocks carry the names of the fields."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from bot.screens import registering_words
from bot.screens.blocks import Block, context
from bot.screens.deal_words import REASON_CHOICES
from bot.screens.form_parts import LONGEST_TEXT, View, date_input, form, one_of, select_input, some_of, text_input
from bot.screens.text import Language, escape
from channel.deals.views import Application, Problem, RegistrationDraft
from channel.deals.words import REASONS

REGISTRATION_FORM: Final = "deal.form"
DECISION_FORM: Final = "deal.decision"

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
    "contact_role",
    "project",
    "register_number",
    "domain",
    "deal_type",
    "relationship",
    "competitor",
    "activity",
    "activity_on",
    "delivery_date",
    "help_wanted",
    "tender",
    "tender_published_on",
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
DAYS: Final = frozenset({"expected_close", "delivery_date", "activity_on", "tender_published_on"})
LONG: Final = frozenset({"lines", "project", "note"})
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
    return form(
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
    chooser = one_of("reason", LABELS["reason"][language], {code: REASONS[code][language] for code in REASON_CHOICES})
    if decision == "return":
        chooser = some_of("fields", LABELS["fields"][language], {name: registering_words.FIELDS[name][language] for name in RETURNABLE})
    hint = (
        "Die Bemerkung liest der Reseller. Nennen Sie darin niemand anderen."
        if german
        else "The reseller reads this note. Name nobody else in it."
    )
    return form(
        DECISION_FORM,
        titles[decision][0 if german else 1],
        "Weiter" if german else "Continue",
        {"number": number, "decision": decision},
        [chooser, _field("note", "", language), context(f"{escape(number)} · {hint}")],
        language,
    )


def errors_at(problems: Mapping[str, tuple[Problem, ...]], language: Language) -> dict[str, str]:
    """What the rules have against a form, in words by field; a view shows each at its block."""
    return {
        name: " ".join(registering_words.PROBLEMS[problem.code][language].format(*problem.facts) for problem in found)
        for name, found in problems.items()
    }


def _known(application: Application, name: str) -> str:
    if name == "lines":
        return "\n".join(f"{quantity or ''} {mpn}".strip() for mpn, quantity in application.lines)
    value = getattr(application, name)
    return "" if value is None else str(value)


def _field(name: str, known: str, language: Language) -> Block:
    label = {**registering_words.LABELS, **LABELS}[name][language]
    if name in DAYS:
        return date_input(name, label, known)
    if name in registering_words.KINDS:
        choices = {value: words[language] for value, words in registering_words.KINDS[name].items()}
        return select_input(name, label, choices, known, optional=True)
    return text_input(name, label, known, long=name in LONG, longest=LONGEST.get(name, LONGEST_TEXT))
