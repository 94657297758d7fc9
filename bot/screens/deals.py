"""Registrations on the screen: one with its timeline, lists, the desk, the approver's card, conflicts, what was done."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from bot.screens.blocks import Block, Screen, actions, button, context, section, table
from bot.screens.deal_actions import amended_terms, next_actions
from bot.screens.deal_evidence import particulars_line
from bot.screens.deal_fields import all_fields, asked_before, weighed
from bot.screens.deal_words import COMMANDS, DOUBTS, RULES, SIDE_LABELS, WAITS, waited
from bot.screens.matching_words import reason_in
from bot.screens.rows import Step, page
from bot.screens.text import Language, day, escape, moment, money, number
from channel.deals.possible import possible
from channel.deals.states import REASONS_FOR, REVIEWS, Command, Role, State
from channel.deals.views import (
    ConflictList,
    ConflictPair,
    Done,
    HistoryEntry,
    NeutralWord,
    Notice,
    RegistrationView,
)
from channel.deals.words import OWN_REASONS, REASONS, STATES

ASKING = frozenset({"extend", "ask_back", "appeal"})
"""Commands that say why something is asked for."""
AMENDING: dict[Language, str] = {"en": "approved, change under review", "de": "genehmigt, Änderung in Prüfung"}
PAUSED = ("Due", "the clock stands still until the conflict is settled")
HIDDEN_STEPS = frozenset({"triage"})
OWN_REASONED = frozenset(REASONS_FOR)


def registration_screen(value: RegistrationView, language: Language, news: str = "") -> Screen:
    """The news if any and where it stands in the first line, then what it is about, its timeline, who acts next."""
    lead = news + lead_of(value, language)
    more = tuple(line for line in (*_facts(value, language), *_standing(value, language)) if line)
    timeline = [_step(entry, language) for entry in value.history if entry.command not in HIDDEN_STEPS]
    title = "Verlauf" if language == "de" else "Timeline"
    blocks = [section("\n".join((f"*{lead}*", *more)))]
    if timeline:
        blocks.append(context(f"*{title}*\n" + "\n".join(timeline)))
    source = f"{'Quelle: Regeln' if language == 'de' else 'Source: rules of engagement'}, {escape(value.clause)}"
    blocks.append(context(source))
    if value.may:
        blocks.append(next_actions(value, language))
    return Screen("\n".join((lead, *more, *timeline, source)), tuple(blocks))


def lead_of(value: RegistrationView, language: Language) -> str:
    """The registration and its state in one line."""
    state = AMENDING[language] if value.amendment else STATES[value.state][language]
    line = f"{value.number} {escape(value.customer)} ({escape(value.reseller)}): {state}"
    if (value.amendment or value.state in {State.APPROVED, State.EXTENSION_REVIEW}) and value.protected_until:
        until = day(value.protected_until, language)
        return line + (f", geschützt bis {until}" if language == "de" else f", protected until {until}")
    if value.state is State.EXPIRED and value.protected_until and value.grace_until:
        ended, grace = day(value.protected_until, language), day(value.grace_until, language)
        return line + (
            f"; Schutz bis {ended}, Nachfrist bis {grace}"
            if language == "de"
            else f"; protection ended {ended}, grace period until {grace}"
        )
    if value.overdue:
        return line + (", überfällig" if language == "de" else ", overdue")
    return line


def _facts(value: RegistrationView, language: Language) -> tuple[str, ...]:
    goods = ", ".join(f"{number(line.quantity or 0, language)} × {escape(line.mpn)}" for line in value.lines)
    way = f"{escape(value.distributor)} → {escape(value.vendor)}"
    close = value.expected_close
    german = language == "de"
    return (
        f"{goods}, {money(value.value, language)}",
        f"{'Weg' if german else 'Way'}: {way}",
        (f"{'Abschluss erwartet' if german else 'Expected close'}: {day(close, language)}") if close else "",
    )


def _standing(value: RegistrationView, language: Language) -> tuple[str, ...]:
    german = language == "de"
    lines = []
    if value.holder:
        since = day(value.since.date(), language)
        lines.append(
            f"Liegt bei {escape(value.holder)} seit {since} ({waited(value.waiting, language)})"
            if german
            else f"With {escape(value.holder)} since {since} ({waited(value.waiting, language)})"
        )
    if value.due:
        lines.append(f"{'Entscheidung fällig' if german else 'Decision due'}: {moment(value.due, language)}")
    lines += [
        f"{'Sonderpreis' if german else 'Special price'} {escape(price.mpn)}: {money(price.unit, language)}, "
        f"{number(price.remaining, language)} {'von' if german else 'of'} {number(price.approved, language)} "
        f"{'frei' if german else 'left'}, {'bis' if german else 'until'} {day(price.valid_to, language)}"
        for price in value.special_prices
    ]
    if value.state is State.APPROVED:
        used, allowed = value.extensions_used, value.extensions_allowed
        lines.append(
            f"Verlängerungen: {used} von {allowed} genutzt" if german else f"Extensions: {used} of {allowed} used"
        )
    if Command.ASK_BACK in possible(value, Role.RESELLER):
        lines.append(
            f"In der Nachfrist kann {escape(value.vendor)} den Schutz auf Ihre Bitte wieder einsetzen."
            if german
            else f"Within the grace period {escape(value.vendor)} can reinstate the protection if you ask."
        )
    if value.amendment:
        asked = amended_terms(value.amendment, value.value.currency, language)
        lines.append(f"{'Beantragte Änderung' if german else 'Change asked for'}: {asked}")
    if value.reason:
        reason = {**OWN_REASONS, **REASONS}.get(value.reason, REASONS["other"])[language]
        lines.append(f"{'Grund' if german else 'Reason'}: {reason} ({value.reason})")
    if value.note:
        lines.append(f"{'Bemerkung' if german else 'Note'}: {escape(value.note)}")
    lines += [f"{'Eigene Notiz' if german else 'Own note'}: {escape(note)}" for note in value.own_notes]
    return tuple(lines)


def _step(entry: HistoryEntry, language: Language) -> str:
    who = escape(entry.actor) + (f", {escape(entry.organisation)}" if entry.organisation else "")
    what = COMMANDS.get(entry.command, {"en": entry.command, "de": entry.command})[language]
    known = {**REASONS, **OWN_REASONS} if entry.command in OWN_REASONED else REASONS
    reason = known.get(entry.reason or "", {}).get(language)
    said = "; ".join(filter(None, (reason, escape(entry.note or ""))))
    return f"{moment(entry.at, language)} · {what} · {who}" + (f": {said}" if said else "")


def neutral_screen(_value: NeutralWord, language: Language) -> Screen:
    """The same words whatever exists, and what helps instead."""
    german = language == "de"
    lead = (
        "Über Anmeldungen anderer sage ich nichts, weder ja noch nein; das gilt für alle gleich."
        if german
        else "I never speak about other companies' registrations, neither yes nor no; that is the same for everybody."
    )
    more = (
        (
            "Entschieden wird nach den Programmregeln; die erste vollständige Anmeldung geht vor. "
            "Melden Sie Ihr Projekt an, dann prüft es der Hersteller."
        ),
        "Ihre eigenen zeigt „meine Deals“.",
    )
    if not german:
        more = (
            (
                "The programme's rules decide, and the first complete submission goes first. "
                "Register your project, and the vendor looks at it."
            ),
            "Ask “my deals” for your own.",
        )
    return page(lead, more=more, language=language)


def conflict_screen(value: ConflictList, language: Language) -> Screen:
    """Both sides, the first submission first, with the rule that decides; for the vendor alone."""
    german = language == "de"
    if not value.pairs:
        return page("Kein offener Konflikt." if german else "No open conflict.", language=language)
    screens = [_pair(pair, language) for pair in value.pairs]
    return Screen(
        "\n\n".join(screen.text for screen in screens), tuple(block for screen in screens for block in screen.blocks)
    )


def _pair(pair: ConflictPair, language: Language) -> Screen:
    german = language == "de"
    first = pair.first.submitted_at
    when = moment(first, language) if first else "–"
    lead = (
        f"Zuerst vollständig: {pair.first.number} {escape(pair.first.reseller)}, {when}"
        if german
        else f"First complete: {pair.first.number} {escape(pair.first.reseller)}, {when}"
    )
    labels = SIDE_LABELS[language]
    head = ["Registrierung" if german else "Registration", pair.first.number, pair.second.number]
    rows = [list(row) for row in zip(labels, _side(pair.first, language), _side(pair.second, language), strict=True)]
    reasons = f"{'Übereinstimmung' if german else 'Match'} {pair.score} %: " + "; ".join(
        escape(reason_in(reason, language)) for reason in pair.reasons
    )
    rule = f"{'Regel' if german else 'Rule'}: {RULES[pair.rule][language]}"
    blocks: list[Block] = [
        section(f"*{lead}*\n{rule}"),
        table(head, rows),
        context(reasons),
    ]
    undecided = [view for view in (pair.second, pair.first) if view.state in REVIEWS]
    if undecided:
        blocks.append(actions(*_decision_buttons(undecided[0], language)))
    text = "\n".join((lead, rule, *(" | ".join(row) for row in (head, *rows)), reasons))
    return Screen(text, tuple(blocks))


def _side(view: RegistrationView, language: Language) -> tuple[str, ...]:
    return (
        view.reseller + (f" ({view.tier})" if view.tier else ""),
        view.distributor,
        f"{view.customer}, {view.place}",
        ", ".join(f"{line.quantity} × {line.mpn}" for line in view.lines),
        money(view.value, language),
        moment(view.submitted_at, language) if view.submitted_at else "–",
        STATES[view.state][language],
    )


def _decision_buttons(view: RegistrationView, language: Language) -> tuple[Block, ...]:
    """The decisions that are open at its step; out of turn, the vendor can only reject a rival."""
    words = ("{} genehmigen", "{} ablehnen", "{} zurückgeben")
    if language == "en":
        words = ("Approve {}", "Reject {}", "Send back {}")
    approve, reject, send_back = (said.format(view.number) for said in words)
    refuse = button(reject, "deal.reject", view.number, "danger")
    if view.state is State.DISTRIBUTOR_REVIEW and view.in_conflict:
        return (refuse,)
    return (
        button(approve, "deal.approve", view.number, "primary"),
        refuse,
        button(send_back, "deal.return", view.number),
    )


def notice_screen(value: Notice, language: Language) -> Screen:
    """A card for whom a registration waits, or the news for whom it belongs to."""
    if value.topic == "deal.conflict":
        lead = "Zwei Registrierungen zum selben Kunden" if language == "de" else "Two registrations for one customer"
        pairs = conflict_screen(ConflictList(value.pairs), language)
        return Screen(f"{lead}\n{pairs.text}", (section(f"*{lead}*"), *pairs.blocks))
    if value.topic == "deal.review":
        return review_card(value, language)
    if value.topic == "deal.reminder":
        return _reminder(value, language)
    return _news(value, language)


def review_card(value: Notice, language: Language) -> Screen:
    """What is needed to decide: who, what, figures, deadline, doubts, and for the vendor what competes with it."""
    view = value.registration
    waits = WAITS.get(value.kind, WAITS["review"])[language].format(moment(view.due, language) if view.due else "")
    lead = f"{view.number} {escape(view.reseller)}: {waits}"
    facts = facts_to_decide(view, language)
    warned = warnings(view, language)
    if value.grounds:
        facts += weighed(value.grounds, language)
        warned = [*asked_before(value.grounds, language), *warned]
    blocks: list[Block] = [section(f"*{lead}*"), *all_fields(facts)]
    if warned:
        blocks.append(context(*warned))
    conflicting = conflict_screen(ConflictList(value.pairs), language) if value.pairs else None
    if conflicting:
        blocks.extend(block for block in conflicting.blocks if block["type"] != "actions")
    if view.may:
        blocks.append(next_actions(view, language, asking=value.decides))
    plain = (lead, *(f"{label}: {text}" for label, text in facts), *warned, conflicting.text if conflicting else "")
    return Screen("\n".join(part for part in plain if part), tuple(blocks))


def facts_to_decide(view: RegistrationView, language: Language) -> list[tuple[str, str]]:
    """The labelled figures of a registration that a decider looks at."""
    german = language == "de"
    facts = [
        ("Kunde" if german else "Customer", f"{escape(view.customer)}, {escape(view.place)}"),
        ("Reseller", escape(view.reseller) + (f" ({escape(view.tier)})" if view.tier else "")),
        ("Produkte" if german else "Products", ", ".join(f"{n.quantity} × {escape(n.mpn)}" for n in view.lines)),
        ("Wert" if german else "Value", money(view.value, language)),
        ("Ansprechpartner" if german else "Contact", escape(view.contact or "–")),
        ("Projekt" if german else "Project", escape(view.project or "–")),
        (
            "Abschluss" if german else "Expected close",
            day(view.expected_close, language) if view.expected_close else "–",
        ),
    ]
    facts[2:2] = _what_is_asked(view, language)
    if view.due:
        facts.append(("Fällig" if german else "Due", moment(view.due, language)))
    elif view.state is State.CONFLICT_REVIEW:
        facts.append(("Fällig", "Die Uhr steht, bis der Konflikt geklärt ist") if german else PAUSED)
    if view.tender:
        facts.append(("Ausschreibung" if german else "Tender", escape(view.tender)))
    if further := particulars_line(view, language):
        facts.append(("Weiteres" if german else "Further", further))
    return facts


def _what_is_asked(view: RegistrationView, language: Language) -> list[tuple[str, str]]:
    """What an amendment, an extension, an appeal or a request to reinstate brings with it."""
    german = language == "de"
    facts = []
    if view.amendment:
        asked = amended_terms(view.amendment, view.value.currency, language)
        facts.append(("Beantragt" if german else "Asked for", asked))
    note = next((entry.note for entry in reversed(view.history) if entry.command in ASKING and entry.note), None)
    if note and view.state in {State.EXTENSION_REVIEW, State.APPEALED, State.EXPIRED}:
        label = ("Einspruch", "Appeal") if view.state is State.APPEALED else ("Fortschritt", "Progress")
        facts.append((label[0 if german else 1], escape(note)))
    if view.state in {State.EXTENSION_REVIEW, State.EXPIRED} and view.protected_until:
        until = day(view.protected_until + timedelta(days=view.extension_days), language)
        facts.append(("Neues Ende" if german else "New end", until))
    return facts


def warnings(view: RegistrationView, language: Language) -> list[str]:
    """What a decider should look at twice, and the rules that apply."""
    german = language == "de"
    words = [DOUBTS[doubt][language] for doubt in view.doubts]
    lines = [f"{'Bitte ansehen' if german else 'Look at this'}: " + "; ".join(words)] if words else []
    lines += [f"{'Eigene Notiz' if german else 'Own note'}: {escape(note)}" for note in view.own_notes]
    return [*lines, f"{'Regeln' if german else 'Rules'}: {escape(view.clause)}"]


def _reminder(value: Notice, language: Language) -> Screen:
    german, view = language == "de", value.registration
    if value.kind.startswith("protection_reminder") and view.protected_until:
        until = day(view.protected_until, language)
        lead = (
            f"{view.number} {escape(view.customer)}: der Schutz endet am {until}"
            if german
            else f"{view.number} {escape(view.customer)}: protection ends on {until}"
        )
        step = Step("Verlängern" if german else "Extend", f"extend {view.number}")
        return page(lead, more=_standing(view, language), steps=(step,), language=language)
    return review_card(value, language)


def _news(value: Notice, language: Language) -> Screen:
    view = value.registration
    return registration_screen(view, language, f"{_began(value.kind, language)}: ")


def _began(command: str, language: Language) -> str:
    what = COMMANDS.get(command, {"en": command, "de": command})[language]
    return f"{what[:1].upper()}{what[1:]}"


def done_screen(value: Done, language: Language) -> Screen:
    """What a confirmed command did, who has it now and until when."""
    german = language == "de"
    said = (
        ("Angemeldet" if german else "Registered") if value.command == "register" else _began(value.command, language)
    )
    if len({view.state for view in value.rows}) > 1:
        said = "Entschieden" if german else "Decided"
    leads = [f"{said}: {lead_of(view, language)}" for view in value.rows]
    more = [line for view in value.rows for line in (*_facts(view, language), *_standing(view, language)) if line]
    steps = tuple(Step("Status", f"status {view.number}") for view in value.rows[:1])
    return page(leads[0], more=(*leads[1:], *more), steps=steps, language=language)


SCREENS: dict[type, Callable[[Any, Language], Screen]] = {
    RegistrationView: registration_screen,
    NeutralWord: neutral_screen,
    ConflictList: conflict_screen,
    Notice: notice_screen,
    Done: done_screen,
}
