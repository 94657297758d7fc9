"""Drafts of onboarding on the screen: invitations, applications, steps, vetting, lines proposed, decisions."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

from bot.screens.blocks import Block, Screen, actions, button, context, section, shorten, table
from bot.screens.onboarding_words import FAULTS, FOLLOWS, METRICS, QUESTIONS, SHORT
from bot.screens.rows import left_out
from bot.screens.text import Language, day, escape, money
from bot.tools.onboarding_applying import ApplyDraft, EntryTier, Requirements
from bot.tools.onboarding_deciding import CaseDecisionDraft
from bot.tools.onboarding_inviting import InviteDraft, InvitedRow
from bot.tools.onboarding_joining import JoinDraft
from bot.tools.onboarding_steps import StepDraft
from bot.tools.onboarding_vetting import ProposalDraft, VettingDraft
from channel.money import Money
from channel.onboarding.companies import DOUBTS
from channel.onboarding.states import Decision
from channel.onboarding_status import CaseFact
from channel.places import country_name

QUOTED = 280
SHOWN_LINES = 3


def invite_screen(value: InviteDraft, language: Language) -> Screen:
    """One company with what is known and missing, or a file as a table of rows."""
    return _many(value, language) if value.file_name or len(value.rows) > 1 else _one(value, language)


def _one(value: InviteDraft, language: Language) -> Screen:
    german, row = language == "de", value.rows[0]
    name = escape(row.company.legal_name or "?")
    if row.refused:
        lead = escape(row.refused)
    elif value.ready:
        lead = f"{name} als Partner einladen?" if german else f"Invite {name} to become a partner?"
    else:
        lead = (
            f"Für die Einladung von {name} fehlt noch etwas."
            if german
            else f"The invitation of {name} is not complete yet."
        )
    facts = [
        f"{SHORT[field][language]}: {escape(said)}"
        for field, said in row.company.plain().items()
        if said and field != "country"
    ]
    if row.company.country:
        facts.append(f"{SHORT['territory'][language]}: {country_name(row.company.country, language)}")
    if value.lines:
        facts.append(f"{SHORT['lines'][language]}: {escape(', '.join(value.lines))}")
    wrong = _faults(row, language)
    if not value.lines:
        wrong.append("für welche Linie?" if german else "for which line?")
    lines = [*facts, *(f"• {text}" for text in wrong)]
    notes = _checklist(value, language)
    buttons = [button("Bearbeiten" if german else "Edit", "onboarding.invite.edit", value.key or "")]
    if value.ready and not row.refused:
        buttons.insert(0, button("Einladen" if german else "Invite", "draft.confirm", value.key or "", "primary"))
    if value.key:
        buttons.append(button("Verwerfen" if german else "Discard", "draft.discard", value.key))
    return _drawn(lead, lines, notes, buttons)


def _checklist(value: InviteDraft, language: Language) -> list[str]:
    german, steps = language == "de", value.checklist.steps
    last = max((step.business_days for step in steps), default=0)
    named = escape(value.checklist.name) or ("Standard" if german else "standard")
    return [
        f"Checkliste „{named}“: {len(steps)} Schritte in {last} Arbeitstagen."
        if german
        else f"Checklist “{named}”: {len(steps)} steps in {last} business days.",
        "Arbeitet die Firma schon mit Tierdesk, frage ich zuerst ihre Administration; Sie hören, wenn sie zustimmt."
        if german
        else "If the company works with Tierdesk already, I ask its administrator first; you hear once they agree.",
    ]


def _faults(row: InvitedRow, language: Language) -> list[str]:
    note = "Hinweis: " if language == "de" else "Note: "
    return [f"{note if fault in DOUBTS else ''}{FAULTS[fault][language]}" for fault in row.faults]


def _many(value: InviteDraft, language: Language) -> Screen:
    german, good = language == "de", len(value.good)
    name = escape(value.file_name)
    ready = value.ready and good
    lead = (
        f"{name}: {good} von {len(value.rows)} Firmen einladen?"
        if german
        else f"{name}: invite {good} of {len(value.rows)} companies?"
    )
    head = (
        ["Zeile", "Firma", "Land", "E-Mail", "Was fehlt"]
        if german
        else ["Row", "Company", "Country", "E-mail", "What is wrong"]
    )
    rows = [
        [
            str(row.number + 1),
            row.company.legal_name,
            row.company.country,
            row.company.email,
            row.refused or "; ".join(_faults(row, language)) or "ok",
        ]
        for row in sorted(value.rows, key=lambda row: (row.good, row.number))
    ]
    lines = [f"{SHORT['lines'][language]}: {escape(', '.join(value.lines)) or '–'}"]
    if not value.lines:
        lines.append(
            "Für welche Linie? Bitte mit „Bearbeiten“ wählen."
            if german
            else "For which line? Say it, such as “for Wireless”."
        )
    notes = _checklist(value, language)
    more = len(rows) - 12
    if more > 0:
        notes.insert(0, left_out(more, language))
    buttons = []
    if ready and value.key:
        buttons.append(
            button(f"{good} einladen" if german else f"Invite {good}", "draft.confirm", value.key, "primary")
        )
    if value.key:
        buttons.append(button("Verwerfen" if german else "Discard", "draft.discard", value.key))
    blocks: list[Block] = [section("\n".join((f"*{lead}*", *lines))), table(head, rows), context(*notes)]
    if buttons:
        blocks.append(actions(*buttons))
    plain = [" | ".join(row) for row in rows[:12]]
    return Screen("\n".join((lead, *lines, *plain, *notes)), tuple(blocks))


def requirements_screen(value: Requirements, language: Language) -> Screen:
    """What becoming a partner takes, where it is written, and the way to the form."""
    german = language == "de"
    if value.tiers:
        first = value.tiers[0]
        lead = (
            f"So werden Sie Partner von {escape(first.vendor)}: Sie beginnen als {escape(first.tier)}."
            if german
            else f"Becoming a partner of {escape(first.vendor)}: you begin as {escape(first.tier)}."
        )
    else:
        lead = "So werden Sie Partner." if german else "Becoming a partner."
    lines = [_tier(tier, language) for tier in value.tiers[:SHOWN_LINES]]
    lines += [f"{escape(source.title)}: “{escape(shorten(source.text, QUOTED))}”" for source in value.sources]
    lines.append(
        "Dann: Firmendaten, Prüfung, Partnervertrag, Autorisierung durch den Hersteller."
        if german
        else "Then: company data, vetting, partner agreement, authorisation by the vendor."
    )
    lines += [_running(case, language) for case in value.running[:1]]
    buttons = []
    if value.can_apply:
        kept = ",".join(value.wanted)
        buttons.append(button("Bewerben" if german else "Apply", "onboarding.apply", kept or "-", "primary"))
    elif not value.running:
        lines.append(
            "Bewerben kann sich, wer Ihre Firma hier administriert."
            if german
            else "Who administers your company here can apply."
        )
    if value.running:
        buttons.append(
            button(
                "Mein Stand" if german else "Where I stand",
                "ask.1",
                "wie weit ist unser Onboarding" if german else "how far is our onboarding",
            )
        )
    if value.sources:
        buttons.append(button("Quelle" if german else "Source", "source.open.1", str(value.sources[0].passage)))
    return _drawn(lead, lines, [], buttons)


def _running(case: CaseFact, language: Language) -> str:
    done = len(case.tasks) - len(case.open)
    if language == "de":
        return f"Ihr Onboarding bei {escape(case.distributor)} läuft: {done} von {len(case.tasks)} Schritten."
    return f"Your onboarding with {escape(case.distributor)} is under way: {done} of {len(case.tasks)} steps."


def _tier(tier: EntryTier, language: Language) -> str:
    asked = "; ".join(
        text for metric, needed in tier.requirements.items() if (text := _metric(metric, needed, language))
    )
    none = "keine Mindestanforderung" if language == "de" else "no minimum"
    return f"• {escape(tier.programme)}, {escape(tier.tier)}: {asked or none}"


def _metric(metric: str, needed: Any, language: Language) -> str:  # noqa: ANN401 - as programmes write it
    label = METRICS.get(metric, {}).get(language, metric.replace("_", " "))
    if isinstance(needed, Mapping):
        parts = [
            f"{count} {code}" if isinstance(count, int) else money(Money(Decimal(str(count)), code), language)
            for code, count in needed.items()
            if Decimal(str(count)) != 0
        ]
        return f"{label}: {', '.join(parts)}" if parts else ""
    return f"{label}: {needed}"


def apply_screen(value: ApplyDraft, language: Language) -> Screen:
    """The application as the distributor will read it."""
    german = language == "de"
    lead = (
        f"Bewerbung von {escape(value.company)} an {escape(value.distributor)} schicken?"
        if german
        else f"Send the application of {escape(value.company)} to {escape(value.distributor)}?"
    )
    lines = [
        f"{SHORT['lines'][language]}: {escape(', '.join(value.lines))}",
        f"{SHORT['territory'][language]}: {country_name(value.territory, language)}",
        *_given(value.evidence, language),
    ]
    notes = [
        "Nichts ist gesendet, bis Sie bestätigen; dann führe ich Sie Schritt für Schritt."
        if german
        else "Nothing is sent until you confirm; then I lead you step by step."
    ]
    return _drawn(lead, lines, notes, _confirming(value.key, "Abschicken" if german else "Send it", language))


def step_screen(value: StepDraft, language: Language) -> Screen:
    """A step with what is given for it."""
    german, name = language == "de", escape(value.step.named(language))
    lead = (
        f"„{name}“ für {escape(value.case.prospect)} abschließen?"
        if german
        else f"Complete “{name}” of {escape(value.case.prospect)}?"
    )
    kept = {name: said for name, said in value.step.evidence.items() if name in {"agreement", "version"}}
    lines = _given({**kept, **value.given}, language)
    notes = [
        f"{escape(value.case.distributor)} liest, was hier steht."
        if german
        else f"{escape(value.case.distributor)} reads what stands here."
    ]
    return _drawn(lead, lines, notes, _confirming(value.key, "Bestätigen" if german else "Confirm", language))


def vetting_screen(value: VettingDraft, language: Language) -> Screen:
    """What screening found; only those who take partners on see it."""
    german, name = language == "de", escape(value.case.prospect)
    hits = value.screened.hits
    listed = f"{escape(value.screened.source)}, {day(value.screened.list_date, language)}"
    if not hits:
        lead = (
            f"{name}: kein Treffer auf der Sanktionsliste. Prüfung abschließen?"
            if german
            else f"{name}: no match on the sanctions list. Complete the vetting?"
        )
    elif value.cleared:
        lead = (
            f"{name}: trotz {len(hits)} Treffern freigeben?"
            if german
            else f"{name}: clear in spite of {len(hits)} hits?"
        )
    else:
        lead = (
            f"{name}: {len(hits)} Treffer auf der Sanktionsliste. Festhalten, Prüfung bleibt offen?"
            if german
            else f"{name}: {len(hits)} hits on the sanctions list. Keep them, and leave the vetting open?"
        )
    lines = [f"• {escape(hit.name)} ~ {escape(hit.listed_as)} ({hit.score}/100)" for hit in hits]
    notes = [
        listed,
        "Das sieht nur, wer bei Ihnen Partner aufnimmt; die Firma erfährt nichts davon."
        if german
        else "Only those who take partners on at yours see this; the company learns nothing of it.",
    ]
    label = ("Abschließen" if german else "Complete") if value.passed else ("Festhalten" if german else "Keep")
    buttons = _confirming(value.key, label, language)
    if hits and not value.cleared:
        words = (
            f"{value.case.prospect} prüfen, freigeben: Verwechslung"
            if german
            else f"screen {value.case.prospect}: cleared, false match"
        )
        buttons.append(button("Verwechslung" if german else "False match", "ask.1", words))
    return _drawn(lead, lines, notes, buttons)


def proposal_screen(value: ProposalDraft, language: Language) -> Screen:
    """A line to be proposed."""
    german, amount = language == "de", money(value.amount, language)
    name = escape(value.case.prospect)
    lead = (
        f"Kreditlinie {amount} für {name} vorschlagen?" if german else f"Propose a credit line of {amount} for {name}?"
    )
    notes = [
        "Ihre Kreditabteilung entscheidet; gesetzt ist damit noch nichts."
        if german
        else "Your credit controllers decide; nothing is set by this."
    ]
    return _drawn(lead, [], notes, _confirming(value.key, "Vorschlagen" if german else "Propose", language))


def decision_screen(value: CaseDecisionDraft, language: Language) -> Screen:
    """A decision, what follows from it, and what the company reads."""
    german, name = language == "de", escape(value.company)
    lead = QUESTIONS[value.decision][language].format(name=name)
    lines = [FOLLOWS[value.decision][language].format(name=name)]
    if value.step is not None:
        lines.append(f"{'Schritt' if german else 'Step'}: {escape(value.step.named(language))}")
    if value.reason:
        lines.append(f"{name} {'liest' if german else 'reads'}: {escape(value.reason)}")
    if value.internal:
        lines.append(f"{'Intern bleibt' if german else 'Kept internally'}: {escape(value.internal)}")
    danger = value.decision in {Decision.REJECT, Decision.OFF_BOARD}
    buttons = _confirming(value.key, "Bestätigen" if german else "Confirm", language, danger=danger)
    if value.decision in {Decision.REJECT, Decision.REQUEST, Decision.PAUSE} and value.case is not None:
        buttons.insert(
            1, button("Begründen" if german else "Add words", f"onboarding.words.{value.decision}", str(value.case.id))
        )
    return _drawn(lead, lines, [], buttons)


def join_screen(value: JoinDraft, language: Language) -> Screen:
    """The answer to an invitation, and what follows."""
    german, name = language == "de", escape(value.offer.distributor)
    if value.accepted:
        lead = f"Einladung von {name} annehmen?" if german else f"Accept the invitation of {name}?"
        line = (
            f"{name} sieht dann Ihre Firmendaten und Ihre Leute."
            if german
            else f"{name} then sees your company data and people."
        )
    else:
        lead = f"Einladung von {name} ablehnen?" if german else f"Decline the invitation of {name}?"
        line = f"{name} erfährt nichts von Ihnen." if german else f"{name} learns nothing of you."
    return _drawn(lead, [line], [], _confirming(value.key, "Bestätigen" if german else "Confirm", language))


def _given(values: Mapping[str, str], language: Language) -> list[str]:
    return [
        f"{SHORT[field][language] if field in SHORT else field}: {escape(said)}"
        for field, said in values.items()
        if said
    ]


def _confirming(key: str, label: str, language: Language, *, danger: bool = False) -> list[Block]:
    return [
        button(label, "draft.confirm", key, "danger" if danger else "primary"),
        button("Verwerfen" if language == "de" else "Discard", "draft.discard", key),
    ]


def _drawn(lead: str, lines: list[str], notes: list[str], buttons: list[Block]) -> Screen:
    blocks: list[Block] = [section("\n".join((f"*{lead}*", *lines)))]
    if notes:
        blocks.append(context(*notes))
    if buttons:
        blocks.append(actions(*buttons))
    return Screen("\n".join((lead, *lines, *notes)), tuple(blocks))


SCREENS: dict[type, Callable[[Any, Language], Screen]] = {
    InviteDraft: invite_screen,
    Requirements: requirements_screen,
    ApplyDraft: apply_screen,
    StepDraft: step_screen,
    VettingDraft: vetting_screen,
    ProposalDraft: proposal_screen,
    CaseDecisionDraft: decision_screen,
    JoinDraft: join_screen,
}
