"""Drafts on the screen: what will happen, what is still asked, and the buttons that confirm, change or discard."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

from bot.screens.blocks import Block, Screen, actions, button, context, fields, section
from bot.screens.deal_words import FIELDS, PROBLEMS, REASONS
from bot.screens.deals import conflict_screen, facts_to_decide, lead_of, warnings
from bot.screens.text import Language, day, escape, money, number
from channel.deals.states import TELLING_REASONS, State
from channel.deals.views import ConflictList, Decision, DecisionDraft, NotEligible, RegistrationDraft, WithdrawalDraft
from channel.money import Money
from channel.places import country_name

EXPLAINED = frozenset({"reject", "refuse_extension", "refuse_amendment"})


def draft_screen(value: RegistrationDraft, language: Language) -> Screen:
    """What is known; then either what is missing, all in one message, or the question to confirm."""
    german = language == "de"
    known = known_fields(value, language)
    name = escape(value.application.customer or ("Neuer Deal" if german else "New deal"))
    blocks: list[Block] = []
    if value.missing:
        asked = [FIELDS[field][language] for field in value.missing]
        lead = (
            f"{'Entwurf' if german else 'Draft'}: {name}. "
            + ("Es fehlt noch: " if german else "Still missing: ")
            + "; ".join(asked)
            + "."
        )
        ask = "Können Sie es mir hier schreiben, oder im Formular ausfüllen?" if german else "Can you tell me here, or in the form?"
    else:
        lead = f"{name} anmelden?" if german else f"Register {name}?"
        ask = _promise(value, language)
    blocks.append(section(f"*{lead}*\n{ask}"))
    if known:
        blocks.append(fields(known))
    notes = _notes(value, language)
    blocks.append(context(*notes))
    buttons = (
        []
        if value.missing
        else [button("Anmelden" if german else "Register it", "draft.confirm", value.key, "primary")]
    )
    buttons += [
        button("Formular" if german else "Edit in a form", "draft.edit", value.key),
        button("Verwerfen" if german else "Discard", "draft.discard", value.key),
    ]
    blocks.append(actions(*buttons))
    plain = (lead, ask, *(f"{label}: {text}" for label, text in known), *notes)
    return Screen("\n".join(plain), tuple(blocks))


def known_fields(value: RegistrationDraft, language: Language) -> list[tuple[str, str]]:
    """The labelled values of a draft."""
    german, application = language == "de", value.application
    goods = ", ".join(
        f"{number(quantity, language) if quantity else '?'} × {escape(mpn)}" for mpn, quantity in application.lines
    )
    if not goods and application.quantity:
        goods = f"{application.quantity} ×"
    worth = ""
    if application.value and application.currency:
        worth = money(Money(Decimal(application.value), application.currency), language)
    place = " ".join(part for part in (application.postcode, application.city) if part)
    country = country_name(application.country, language) if application.country else ""
    contact = ", ".join(part for part in (application.contact_name, application.contact_email) if part)
    pairs = [
        ("Kunde" if german else "Customer", escape(application.customer or "")),
        ("Ort" if german else "Place", escape(", ".join(part for part in (place, country) if part))),
        ("Produkte" if german else "Products", goods),
        ("Wert" if german else "Value", worth),
        ("Abschluss" if german else "Expected close", _day(application.expected_close, language)),
        ("Ansprechpartner" if german else "Contact", escape(contact)),
        ("Projekt" if german else "Project", escape(application.project)),
        ("Ausschreibung" if german else "Tender", escape(application.tender or "")),
        ("Distributor", escape(value.distributor or "")),
        ("Hersteller" if german else "Vendor", escape(value.vendor or "")),
    ]
    return [(label, text) for label, text in pairs if text]


def _day(value: date | None, language: Language) -> str:
    return day(value, language) if value else ""


def _promise(value: RegistrationDraft, language: Language) -> str:
    days = value.protection_days
    if language == "de":
        return f"{escape(value.distributor or '')} prüft zuerst, dann {escape(value.vendor or '')}; Schutz nach Genehmigung: {days} Tage."
    return f"{escape(value.distributor or '')} reviews first, then {escape(value.vendor or '')}; protected for {days} days once approved."


def _notes(value: RegistrationDraft, language: Language) -> tuple[str, ...]:
    german = language == "de"
    rules = f"{'Regeln' if german else 'Rules'}: {escape(value.clause)}"
    if value.vendor is None:
        return ("Ein Satz genügt." if german else "One sentence is enough.",)
    if not value.assumed:
        return (rules,)
    names = ", ".join(FIELDS[name][language] for name in value.assumed)
    assumed = f"Von mir ergänzt, bitte prüfen: {names}" if german else f"I filled in, please check: {names}"
    return (assumed, rules)


def not_eligible_screen(value: NotEligible, language: Language) -> Screen:
    """All that stands against it, with the clause, and what is possible instead."""
    german = language == "de"
    name = escape(value.customer or "")
    lead = (
        (f"{name} lässt sich so nicht registrieren" if german else f"{name} cannot be registered like this")
        if name
        else ("So lässt sich das nicht registrieren" if german else "This cannot be registered like this")
    )
    lines = [
        PROBLEMS[problem.code][language].format(*(escape(fact) for fact in problem.facts)) for problem in value.problems
    ]
    help_ = (
        "Sie können trotzdem zu Ihrem normalen Preis anbieten; fragen Sie Ihren Partnermanager, wenn etwas davon nicht stimmt."
        if german
        else "You can still quote at your usual price; ask your partner manager if any of this is wrong."
    )
    rules = f"{'Regeln' if german else 'Rules'}: {escape(value.clause)}"
    return Screen(
        "\n".join((lead, *lines, help_, rules)), (section("\n".join((f"*{lead}*", *lines, help_))), context(rules))
    )


def decision_screen(value: DecisionDraft, language: Language) -> Screen:
    """What is needed to decide, what each side will read, and the confirmation."""
    german = language == "de"
    blocks: list[Block] = []
    plain: list[str] = []
    for decision in value.decisions:
        lead = _question(decision, language)
        facts = facts_to_decide(decision.registration, language)
        notes = [*_what_they_read(decision, language), *warnings(decision.registration, language)]
        blocks += [section(f"*{lead}*"), fields(facts), context(*notes)]
        plain += [lead, *(f"{label}: {text}" for label, text in facts), *notes]
    if value.pairs:
        competing = conflict_screen(ConflictList(value.pairs), language)
        blocks += [block for block in competing.blocks if block["type"] != "actions"]
        plain.append(competing.text)
    for view in value.passed_over:
        word = "Bleibt, wie es ist" if german else "Stays as it is"
        blocks.append(context(f"{word}: {lead_of(view, language)}"))
        plain.append(f"{word}: {lead_of(view, language)}")
    danger = any(decision.command in EXPLAINED for decision in value.decisions)
    blocks.append(
        actions(
            button(
                "Bestätigen" if german else "Confirm", "draft.confirm", value.key, "danger" if danger else "primary"
            ),
            button("Verwerfen" if german else "Discard", "draft.discard", value.key),
        )
    )
    return Screen("\n".join(plain), tuple(blocks))


def _question(decision: Decision, language: Language) -> str:
    view = decision.registration
    who = f"{view.number} {escape(view.customer)} ({escape(view.reseller)})"
    forms: dict[str, tuple[str, str]] = {
        "approve": (f"{who} genehmigen?", f"Approve {who}?"),
        "reject": (f"{who} ablehnen?", f"Reject {who}?"),
        "return": (f"{who} zurückgeben?", f"Send {who} back?"),
        "grant_extension": (f"{who} verlängern?", f"Extend {who}?"),
        "refuse_extension": (f"Verlängerung von {who} ablehnen?", f"Refuse the extension of {who}?"),
        "refuse_amendment": (f"Änderung an {who} ablehnen?", f"Refuse the change of {who}?"),
        "reinstate": (f"{who} wieder einsetzen?", f"Reinstate {who}?"),
    }
    question = forms[decision.command][0 if language == "de" else 1]
    if decision.command == "approve" and view.state is State.DISTRIBUTOR_REVIEW:
        after = f" Danach prüft {escape(view.vendor)}." if language == "de" else f" {escape(view.vendor)} decides next."
        return question + after
    return question


def _what_they_read(decision: Decision, language: Language) -> list[str]:
    german = language == "de"
    lines = []
    if decision.reason:
        own = REASONS.get(decision.reason, REASONS["other"])[language]
        lines.append(f"{'Grund' if german else 'Reason'}: {own}")
        if decision.reason in TELLING_REASONS:
            neutral = REASONS["other"][language]
            lines.append(f"{'Der Reseller liest' if german else 'The reseller reads'}: {neutral}")
    if decision.fields:
        names = ", ".join(FIELDS[field][language] for field in decision.fields)
        lines.append(f"{'Zu ergänzen' if german else 'To be completed'}: {names}")
    if decision.note:
        lines.append(f"{'Bemerkung an den Reseller' if german else 'Note to the reseller'}: {escape(decision.note)}")
    return lines


def withdrawal_screen(value: WithdrawalDraft, language: Language) -> Screen:
    """The registration, and that withdrawing is for good."""
    german, view = language == "de", value.registration
    lead = (
        f"{view.number} {escape(view.customer)} zurückziehen?"
        if german
        else f"Withdraw {view.number} {escape(view.customer)}?"
    )
    note = (
        "Das ist endgültig; ein neuer Versuch ist eine neue Registrierung."
        if german
        else "That is final; another try is a new registration. Nothing is withdrawn until you confirm."
    )
    buttons = actions(
        button("Zurückziehen" if german else "Withdraw", "draft.confirm", value.key, "danger"),
        button("Behalten" if german else "Keep it", "draft.discard", value.key),
    )
    state = lead_of(view, language)
    return Screen(f"{lead}\n{state}\n{note}", (section(f"*{lead}*\n{state}"), context(note), buttons))


SCREENS: dict[type, Callable[[Any, Language], Screen]] = {
    RegistrationDraft: draft_screen,
    NotEligible: not_eligible_screen,
    DecisionDraft: decision_screen,
    WithdrawalDraft: withdrawal_screen,
}
