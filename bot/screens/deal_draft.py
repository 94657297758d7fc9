"""A registration as a draft: what is known, what is missing or cannot be, and what follows once it is confirmed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any, Final

from bot.screens.blocks import Block, Screen, actions, button, context, fields, section
from bot.screens.registering_words import DOUBTS, FIELDS, LABELS, kind_word, problem_said
from bot.screens.text import Language, day, escape, money, number
from bot.tools.deal_copies import KeptDraft, KeptDrafts
from channel.deals.views import Application, NotEligible, Problem, RegistrationDraft
from channel.money import Money
from channel.places import country_name

FIELDS_OF_A_BLOCK: Final = 10
MOST_DRAFTS: Final = 5
FURTHER: Final = (
    "register_number",
    "domain",
    "industry",
    "relationship",
    "deal_type",
    "delivery_date",
    "competitor",
    "incumbent",
    "source",
    "activity",
    "help_wanted",
    "tender_published_on",
    "copied_from",
)
"""Fields shown beneath the main ones, where they are known."""


def draft_screen(value: RegistrationDraft, language: Language) -> Screen:
    """What is known; then what is missing or wrong, all in one message, or the question to confirm."""
    german = language == "de"
    known = known_fields(value, language)
    open_ = bool(value.missing or value.wrong)
    lead, ask = _asked(value, language) if open_ else _to_confirm(value, language)
    blocks: list[Block] = [section(f"*{lead}*\n{ask}")]
    blocks += [fields(known[at : at + FIELDS_OF_A_BLOCK]) for at in range(0, len(known), FIELDS_OF_A_BLOCK)]
    doubts = [_doubt(doubt, language) for doubt in value.doubts]
    if doubts:
        blocks.append(section("\n".join(f":warning: {doubt}" for doubt in doubts)))
    notes = _notes(value, language)
    blocks.append(context(*notes))
    buttons = (
        [] if open_ else [button("Anmelden" if german else "Register it", "draft.confirm", value.key, "primary")]
    )
    buttons += [
        button("Formular" if german else "Edit in a form", "draft.edit", value.key),
        button("Verwerfen" if german else "Discard", "draft.discard", value.key),
    ]
    blocks.append(actions(*buttons))
    plain = (lead, ask, *(f"{label}: {text}" for label, text in known), *doubts, *notes)
    return Screen("\n".join(plain), tuple(blocks))


def _asked(value: RegistrationDraft, language: Language) -> tuple[str, str]:
    german = language == "de"
    name = escape(value.application.customer or ("Neuer Deal" if german else "New deal"))
    asked = [FIELDS[field][language] for field in value.missing]
    wrong = " ".join(problem_said(problem, language) for problem in value.wrong)
    lead = f"{'Entwurf' if german else 'Draft'}: {name}."
    if asked:
        lead += f" {'Es fehlt noch: ' if german else 'Still missing: '}{'; '.join(asked)}."
    elif wrong:
        lead += " Bitte berichtigen." if german else " Please correct it."
    ask = (
        "Können Sie es mir hier schreiben, oder im Formular ausfüllen?"
        if german
        else "Can you tell me here, or in the form?"
    )
    return lead, f"{wrong} {ask}".strip()


def _to_confirm(value: RegistrationDraft, language: Language) -> tuple[str, str]:
    german = language == "de"
    name = escape(value.application.customer or "")
    whose = escape(value.reseller) if value.reseller else ""
    lead = f"{name} anmelden?" if german else f"Register {name}?"
    if whose:
        lead = f"{name} für {whose} anmelden?" if german else f"Register {name} for {whose}?"
    return lead, _promise(value, language)


def _doubt(doubt: Problem, language: Language) -> str:
    if doubt.code != "implausible_value":
        return DOUBTS[doubt.code][language].format(*map(escape, doubt.facts))
    value, total, currency, percent = doubt.facts
    said, listed = (money(Money(Decimal(amount), currency), language) for amount in (value, total))
    return DOUBTS[doubt.code][language].format(said, percent, listed)


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
    person = (application.contact_name, application.contact_role, application.contact_email)
    contact = ", ".join(part for part in person if part)
    pairs = [
        ("Kunde" if german else "Customer", escape(application.customer or "")),
        ("Ort" if german else "Place", escape(", ".join(part for part in (place, country) if part))),
        ("Produkte" if german else "Products", goods),
        ("Wert" if german else "Value", worth),
        ("Abschluss" if german else "Expected close", _day(application.expected_close, language)),
        ("Ansprechpartner" if german else "Contact", escape(contact)),
        ("Projekt" if german else "Project", escape(application.project)),
        ("Ausschreibung" if german else "Tender", escape(application.tender or "")),
        ("Reseller", escape(value.reseller or "")),
        ("Distributor", escape(value.distributor or "")),
        ("Hersteller" if german else "Vendor", escape(value.vendor or "")),
        *_further(value, application, language),
    ]
    return [(label, text) for label, text in pairs if text]


def _further(value: RegistrationDraft, application: Application, language: Language) -> list[tuple[str, str]]:
    pairs = []
    for name in FURTHER:
        known = getattr(application, name)
        if not known or (name == "deal_type" and known == "new") or (name == "domain" and "domain" in value.assumed):
            continue
        text = day(known, language) if isinstance(known, date) else escape(kind_word(name, known, language))
        if name == "activity" and application.activity_on:
            text += f", {day(application.activity_on, language)}"
        pairs.append((LABELS[name][language], text))
    yes = "gewünscht" if language == "de" else "wanted"
    pairs += [(LABELS["special_price"][language], yes)] if application.special_price else []
    pairs += [(LABELS["consent"][language], "ja" if language == "de" else "yes")] if application.consent else []
    pairs += [(LABELS["evidence"][language], escape(", ".join(value.evidence)))] if value.evidence else []
    return pairs


def _day(value: date | None, language: Language) -> str:
    return day(value, language) if value else ""


def _promise(value: RegistrationDraft, language: Language) -> str:
    days, vendor, distributor = value.protection_days, escape(value.vendor or ""), escape(value.distributor or "")
    if language == "de":
        first = f"{vendor} entscheidet" if value.skips_distributor else f"{distributor} prüft zuerst, dann {vendor}"
        return f"{first}; Schutz nach Genehmigung: {days} Tage."
    first = f"{vendor} decides" if value.skips_distributor else f"{distributor} reviews first, then {vendor}"
    return f"{first}; protected for {days} days once approved."


def _notes(value: RegistrationDraft, language: Language) -> tuple[str, ...]:
    german = language == "de"
    rules = _rules(value.clause, value.valid_from, language)
    if value.vendor is None:
        return ("Ein Satz genügt." if german else "One sentence is enough.",)
    if not value.assumed:
        return (rules,)
    names = ", ".join(FIELDS[name][language] for name in value.assumed)
    assumed = f"Von mir ergänzt, bitte prüfen: {names}" if german else f"I filled in, please check: {names}"
    return (assumed, rules)


def _rules(clause: str, since: date | None, language: Language) -> str:
    german = language == "de"
    dated = f" ({'gültig seit' if german else 'in force since'} {day(since, language)})" if since else ""
    return f"{'Regeln' if german else 'Rules'}: {escape(clause)}{dated}"


def not_eligible_screen(value: NotEligible, language: Language) -> Screen:
    """All that stands against it, with the clause, and what is possible instead."""
    german = language == "de"
    name = escape(value.customer or "")
    lead = (
        (f"{name} lässt sich so nicht registrieren" if german else f"{name} cannot be registered like this")
        if name
        else ("So lässt sich das nicht registrieren" if german else "This cannot be registered like this")
    )
    lines = [problem_said(problem, language) for problem in value.problems]
    help_ = (
        "Sie können trotzdem zu Ihrem normalen Preis anbieten; fragen Sie Ihren Partnermanager, wenn etwas davon nicht stimmt."
        if german
        else "You can still quote at your usual price; ask your partner manager if any of this is wrong."
    )
    rules = _rules(value.clause, value.valid_from, language)
    return Screen(
        "\n".join((lead, *lines, help_, rules)), (section("\n".join((f"*{lead}*", *lines, help_))), context(rules))
    )


def kept_drafts_screen(value: KeptDrafts, language: Language) -> Screen:
    """One's drafts, each with the way to go on."""
    german = language == "de"
    if not value.rows:
        text = "Kein Entwurf wartet auf Sie." if german else "No draft of yours waits."
        return Screen(text, (section(text),))
    count = len(value.rows)
    lead = f"{count} {'Entwürfe warten' if count > 1 else 'Entwurf wartet'}" if german else f"{count} draft{'s' * (count > 1)}"
    blocks: list[Block] = [section(f"*{lead}*")]
    lines = []
    for row in value.rows[:MOST_DRAFTS]:
        line = _one_line(row, language)
        lines.append(line)
        blocks.append(
            {
                **section(line),
                "accessory": button("Weiter" if german else "Go on", "draft.edit", row.key),
            }
        )
    return Screen("\n".join((lead, *lines)), tuple(blocks))


def _one_line(row: KeptDraft, language: Language) -> str:
    application = row.application
    name = escape(application.customer or ("Neuer Deal" if language == "de" else "New deal"))
    goods = ", ".join(f"{quantity or '?'} × {escape(mpn)}" for mpn, quantity in application.lines)
    begun = day(row.begun_at.date(), language)
    return " · ".join(filter(None, (name, goods, f"{'begonnen am' if language == 'de' else 'begun on'} {begun}")))


SCREENS: dict[type, Callable[[Any, Language], Screen]] = {
    RegistrationDraft: draft_screen,
    NotEligible: not_eligible_screen,
    KeptDrafts: kept_drafts_screen,
}
