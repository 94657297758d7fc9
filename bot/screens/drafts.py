"""Drafts on the screen: what will happen, what is still asked, and the buttons that confirm, change or discard."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

from bot.screens.blocks import Block, Screen, actions, button, context, section
from bot.screens.deal_fields import all_fields, asked_before, weighed
from bot.screens.deal_words import FIELDS
from bot.screens.deals import conflict_screen, facts_to_decide, lead_of, warnings
from bot.screens.text import Language, day, escape, money, number
from channel.deals.states import TELLING_REASONS, State
from channel.deals.views import ConflictList, Decision, DecisionDraft, WithdrawalDraft
from channel.deals.words import REASONS
from channel.money import Money

EXPLAINED = frozenset({"reject", "refuse_extension", "refuse_amendment"})


def decision_screen(value: DecisionDraft, language: Language) -> Screen:
    """What is needed to decide, what each side will read, and the confirmation."""
    german = language == "de"
    blocks: list[Block] = []
    plain: list[str] = []
    for decision in value.decisions:
        lead = _question(decision, language)
        facts = facts_to_decide(decision.registration, language)
        notes = [*_what_they_read(decision, language), *warnings(decision.registration, language)]
        if decision.grounds:
            facts += weighed(decision.grounds, language)
            notes = [*asked_before(decision.grounds, language), *notes]
        given = _given(decision, language)
        blocks += [section("\n".join((f"*{lead}*", *given))), *all_fields(facts), context(*notes)]
        plain += [lead, *given, *(f"{label}: {text}" for label, text in facts), *notes]
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
        "clear_conflict": (f"{who}: kein Konflikt?", f"{who}: no conflict?"),
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


def _given(decision: Decision, language: Language) -> list[str]:
    """What the approval gives instead of what was asked for."""
    given, currency = dict(decision.granted), decision.registration.value.currency
    parts = [f"{number(count, language)} × {escape(mpn)}" for mpn, count in given.get("units", {}).items()]
    for mpn, amount in given.get("prices", {}).items():
        each = f"{money(Money(Decimal(amount), currency), language)} {'je Stück' if language == 'de' else 'each'}"
        parts.append(f"{escape(mpn)}: {each}")
    if "until" in given:
        until = day(date.fromisoformat(given["until"]), language)
        parts.append(f"geschützt bis {until}" if language == "de" else f"protected until {until}")
    label = "Abweichend vom Antrag" if language == "de" else "Other than asked for"
    return [f"{label}: {'; '.join(parts)}"] if parts else []


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
    DecisionDraft: decision_screen,
    WithdrawalDraft: withdrawal_screen,
}
