"""Onboarding on the screen: what comes next, by whom, until when; what blocks; and the news of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any, Final

from bot.screens import onboarding_drafts
from bot.screens.blocks import Block, Screen, actions, button
from bot.screens.onboarding_words import DONE, NEUTRAL, NEWS
from bot.screens.rows import Grid, page, sourced
from bot.screens.text import Language, day, escape, money
from bot.tools.onboarding import InvitationNotice, LeftNotice, Onboardings, ProposalNotice
from bot.tools.onboarding import OnboardingNotice as Notice
from bot.tools.onboarding_steps import BY_OTHERS
from channel.money import Money
from channel.onboarding import deciding, joining, opening, reminding, telling
from channel.onboarding.states import BEFORE_LIVE, OPEN, STATE_WORDS, CaseState, Decision, StepKind
from channel.onboarding_status import CaseFact, TaskFact
from channel.places import country_name

MOST_BUTTONS: Final = 3
DO: Final[Mapping[StepKind, Mapping[Language, str]]] = {
    StepKind.COMPANY_DATA: {"en": "Give company data", "de": "Firmendaten angeben"},
    StepKind.REFERENCES: {"en": "Name references", "de": "Referenzen nennen"},
    StepKind.AGREEMENT: {"en": "Sign the agreement", "de": "Vertrag unterschreiben"},
    StepKind.PEOPLE: {"en": "Name the people", "de": "Personen nennen"},
    StepKind.TRAINING: {"en": "Give the certificate", "de": "Zertifikat angeben"},
    StepKind.SLACK: {"en": "Slack is connected", "de": "Slack ist verbunden"},
    StepKind.FIRST_ORDER: {"en": "Give the order number", "de": "Bestellnummer angeben"},
    StepKind.OTHER: {"en": "It is done", "de": "Erledigt"},
}


def onboarding_screen(value: Onboardings, language: Language) -> Screen:
    """One case with its open steps and the own next one as a button; several as one row each."""
    german = language == "de"
    first = value.cases[0]
    notes = [sourced("Onboarding", first.as_of, language)]
    if len(value.cases) == 1:
        lines = (_mine(first, value, language), _blocked(first, value, language), *_standing(first, language))
        steps = tuple(_row(task, value, language) for task in first.open if first.state in OPEN)
        head = ("Schritt", "wer", "bis", "wartet auf") if german else ("Step", "Who", "By", "Waits for")
        grid = Grid(head, steps) if steps else None
        drawn = page(
            _lead(first, language),
            more=tuple(line for line in lines if line),
            grid=grid,
            notes=tuple(notes),
            language=language,
        )
        return _with(drawn, _buttons(first, value, language))
    columns = (
        ("Partner", "erledigt", "nächster Schritt", "bis", "Stand")
        if german
        else ("Partner", "Done", "Next step", "By", "State")
    )
    rows = tuple(_summary(case, value, language) for case in value.cases)
    late = sum(any(task.overdue(value.day) for task in case.open) for case in value.cases if case.running)
    lead = f"{len(rows)} Partner im Onboarding" if german else f"{len(rows)} partners in onboarding"
    if late:
        lead += f", {late} davon im Verzug" if german else f", {late} of them late"
    return page(lead, grid=Grid(columns, rows), notes=tuple(notes), language=language)


def notice_screen(value: Notice, language: Language) -> Screen:
    """News of a case, with where it stands beneath."""
    told = onboarding_screen(value.value, language)
    lead, more = _news(value, language)
    if value.topic == deciding.DECIDED and not value.done and value.content["decision"] == Decision.REJECT:
        return page(lead, more=more, language=language)
    drawn = page(lead, more=(*more, told.text.partition("\n")[0]), language=language)
    return _with(drawn, _buttons(value.case, value.value, language))


def _news(value: Notice, language: Language) -> tuple[str, tuple[str, ...]]:
    """What happened, and further lines."""
    german, case = language == "de", value.case
    name, distributor = escape(case.prospect), escape(case.distributor)
    content = value.content
    if value.topic == deciding.DECIDED:
        decision = Decision(content["decision"])
        if value.done:
            return DONE[decision][language].format(name=name), ()
        reason = escape(str(content.get("reason") or ""))
        more = (f"„{reason}“" if german else f"“{reason}”",) if reason else ()
        if decision is Decision.REJECT:
            more = (*more, NEUTRAL[language])
        return NEWS[decision][language].format(distributor=distributor), more
    if value.topic == telling.TURN:
        return _turn(value, language)
    if value.topic == reminding.REMINDED:
        return _reminder(value, language)
    words: dict[str, tuple[str, str]] = {
        opening.INVITED: (f"{name} ist eingeladen.", f"{name} is invited."),
        opening.APPLIED: (
            (f"Ihre Bewerbung ist bei {distributor}.", f"Your application is with {distributor}.")
            if value.done
            else (f"{name} bewirbt sich: {_lines(case)}.", f"{name} applies: {_lines(case)}.")
        ),
        joining.JOINED: (f"{name} nimmt Ihre Einladung an.", f"{name} accepts your invitation."),
        "onboarding.vetted": (f"Die Prüfung von {name} ist festgehalten.", f"The vetting of {name} is on record."),
        "onboarding.step": (f"Erledigt, danke: {name}.", f"Done, thank you: {name}."),
    }
    return words[value.topic][0 if german else 1], ()


def _turn(value: Notice, language: Language) -> tuple[str, tuple[str, ...]]:
    """Whose turn has come, and what the other side did for it."""
    german, case, content = language == "de", value.case, value.content
    steps = [case.step(position) for position in content["positions"]]
    named = "; ".join(f"{escape(step.named(language))} ({day(step.due_on, language)})" for step in steps)
    if value.value.organisation_id == case.prospect_id:
        distributor = escape(case.distributor)
        lead = f"{distributor}: Ihre nächsten Schritte" if german else f"{distributor}: your next steps"
        if case.state is CaseState.INVITED:
            lead = (
                f"{distributor} lädt Sie als Partner ein"
                if german
                else f"{distributor} invites you to become a partner"
            )
        return f"{lead}: {named}.", ()
    name = escape(case.prospect)
    turn = (f"Jetzt bei Ihnen: {named}." if german else f"Up to you now: {named}.") if steps else ""
    if content.get("done") is None:
        return f"{name}: {turn}", ()
    done = escape(case.step(content["done"]).named(language))
    return (f"{name}: „{done}“ ist erledigt." if german else f"{name}: “{done}” is done."), (turn,) if turn else ()


def _reminder(value: Notice, language: Language) -> tuple[str, tuple[str, ...]]:
    german, case = language == "de", value.case
    late = [task for task in case.open if not task.waits_for and task.overdue(value.value.day)]
    soon = [task for task in case.open if not task.waits_for and not task.overdue(value.value.day)]
    named = "; ".join(
        f"{escape(task.named(language))} ({escape(task.owner)}, {day(task.due_on, language)})"
        for task in late or soon[:2]
    )
    if late:
        return (
            f"Onboarding {escape(case.prospect)}, überfällig: {named}"
            if german
            else f"Onboarding of {escape(case.prospect)}, overdue: {named}"
        ), ()
    return (
        f"Onboarding {escape(case.prospect)}, bald fällig: {named}"
        if german
        else f"Onboarding of {escape(case.prospect)}, due soon: {named}"
    ), ()


def invitation_screen(value: InvitationNotice, language: Language) -> Screen:
    """An invitation of another distributor: what it offers, and the two answers."""
    german, offer = language == "de", value.offer
    lines = escape(", ".join(name.partition("/")[2] for name in offer.lines))
    where = country_name(offer.territory, language) if offer.territory else ""
    if value.done:
        joined = offer.state == joining.ACCEPTED
        words = ("Sie sind dabei: Das Onboarding läuft.", "You joined: the onboarding is under way.") if joined else (
            "Abgelehnt; der Distributor erfährt nichts von Ihnen.", "Declined; the distributor learns nothing of you.")  # fmt: skip
        return page(words[0 if german else 1], language=language)
    lead = (
        f"{escape(offer.distributor)} lädt Ihre Firma ein: {lines}, {where}"
        if german
        else f"{escape(offer.distributor)} invites your company: {lines}, {where}"
    )
    more = (
        "Bis Sie annehmen, erfährt der Distributor nichts über Sie."
        if german
        else "Until you accept, the distributor learns nothing about you.",
    )
    buttons = [
        button("Annehmen" if german else "Accept", "onboarding.join", str(offer.id), "primary"),
        button("Ablehnen" if german else "Decline", "onboarding.stay", str(offer.id)),
    ]
    return _with(page(lead, more=more, language=language), buttons)


def proposal_notice(value: ProposalNotice, language: Language) -> Screen:
    """For credit controllers: a line that is proposed, or for its proposer that it is."""
    german, name = language == "de", escape(value.company)
    amount = money(Money(Decimal(value.amount), value.currency), language)
    if value.done:
        return page(
            f"Vorgeschlagen: {amount} für {name}." if german else f"Proposed: {amount} for {name}.", language=language
        )
    lead = (
        f"{escape(value.by)} schlägt {amount} Kreditlinie für {name} vor."
        if german
        else f"{escape(value.by)} proposes a credit line of {amount} for {name}."
    )
    words = f"set the credit line of {value.company} to {value.amount} {value.currency}, 30 days"
    spoken = f"setze die Kreditlinie von {value.company} auf {value.amount} {value.currency}, 30 Tage Ziel"
    return _with(
        page(lead, language=language),
        [button("Linie setzen" if german else "Set the line", "ask.1", spoken if german else words, "primary")],
    )


def left_screen(value: LeftNotice, language: Language) -> Screen:
    """For a vendor: a deal whose reseller left."""
    lead = (
        f"Der Reseller von {value.number} ist nicht mehr dabei; der Schutz gilt bis zu seinem Ende. Sie können den Deal übertragen."
        if language == "de"
        else f"The reseller of {value.number} has left; its protection holds until it ends. You can transfer the deal."
    )
    return _with(
        page(lead, language=language),
        [button("Deal ansehen" if language == "de" else "Show the deal", "ask.1", value.number)],
    )


def _lead(case: CaseFact, language: Language) -> str:
    german = language == "de"
    done, total = len(case.tasks) - len(case.open), len(case.tasks)
    who = escape(case.prospect)
    how_far = f"{done} von {total} Schritten erledigt" if german else f"{done} of {total} steps done"
    if case.state not in {CaseState.IN_PROGRESS, CaseState.INVITED}:
        how_far = f"{STATE_WORDS[case.state][language]}, {how_far}"
    step = case.next
    if not case.open or step is None or not case.running:
        return f"{who}: {how_far}"
    until = day(step.due_on, language)
    label = "als Nächstes" if german else "next"
    by = f"{escape(step.owner)}, {'bis' if german else 'by'} {until}"
    return f"{who}: {how_far}, {label}: {escape(step.named(language))} ({by})"


def _lines(case: CaseFact) -> str:
    return escape(", ".join(case.lines)) + (f", {case.territory}" if case.territory else "")


def _standing(case: CaseFact, language: Language) -> list[str]:
    """Lines, manager, the words for the company, and what vetting found, for whom that is in sight."""
    german = language == "de"
    lines = []
    if case.lines:
        lines.append(f"{'Linien' if german else 'Lines'}: {_lines(case)}")
    if case.reason:
        lines.append(f"{'Notiz' if german else 'Note'}: {escape(case.reason)}")
    lines += [f"{'Prüfung' if german else 'Vetting'}: {escape(finding)}" for finding in case.findings[-3:]]
    return lines


def _mine(case: CaseFact, value: Onboardings, language: Language) -> str:
    """What the asker's own side owes."""
    mine = [task for task in case.open if task.owner_id == value.organisation_id]
    if not mine or not case.running:
        return ""
    named = "; ".join(f"{escape(task.named(language))} ({day(task.due_on, language)})" for task in mine)
    return f"Von Ihnen fehlt noch: {named}." if language == "de" else f"Still needed from you: {named}."


def _blocked(case: CaseFact, value: Onboardings, language: Language) -> str:
    """What of the other side holds up the asker's own steps."""
    holding = {position for task in case.open if task.owner_id == value.organisation_id for position in task.waits_for}
    others = [task for task in case.open if task.position in holding and task.owner_id != value.organisation_id]
    if not others or not case.running:
        return ""
    named = "; ".join(f"{escape(task.named(language))} ({escape(task.owner)})" for task in others)
    return f"Das hält auf: {named}." if language == "de" else f"What blocks: {named}."


def _row(task: TaskFact, value: Onboardings, language: Language) -> tuple[str, ...]:
    until = day(task.due_on, language)
    if task.overdue(value.day):
        until += ", überfällig" if language == "de" else ", overdue"
    word = "Schritt" if language == "de" else "step"
    waits = f"{word} {', '.join(str(position) for position in task.waits_for)}" if task.waits_for else "–"
    return f"{task.position}. {task.named(language)}", task.owner, until, waits


def _summary(case: CaseFact, value: Onboardings, language: Language) -> tuple[str, ...]:
    done = f"{len(case.tasks) - len(case.open)}/{len(case.tasks)}"
    step = case.next if case.running else None
    state = STATE_WORDS[case.state][language]
    if step is None:
        return case.prospect, done, "–", "–", state
    until = day(step.due_on, language)
    if step.overdue(value.day):
        until += ", überfällig" if language == "de" else ", overdue"
    return case.prospect, done, f"{step.named(language)} ({step.owner})", until, state


def _buttons(case: CaseFact, value: Onboardings, language: Language) -> list[Block]:
    """The own next step, and for who decides what can be decided; at most three."""
    german = language == "de"
    buttons: list[Block] = []
    if case.state is CaseState.APPLIED and value.decides:
        return [
            button("Aufnehmen" if german else "Take on", "onboarding.decide.accept", str(case.id), "primary"),
            button("Ablehnen" if german else "Reject", "onboarding.words.reject", str(case.id)),
        ]
    if case.running:
        offered = (_do(case, task, value, language) for task in case.mine(value.organisation_id))
        buttons.extend(made for made in offered if made is not None)
    if value.decides and case.state is CaseState.PAUSED:
        buttons.append(
            button("Fortsetzen" if german else "Resume", "onboarding.decide.resume", str(case.id), "primary")
        )
    ready = not any(task.kind in BEFORE_LIVE for task in case.open)
    if value.decides and ready and case.state is CaseState.IN_PROGRESS:
        buttons.insert(
            0, button("Freischalten" if german else "Go live", "onboarding.decide.go_live", str(case.id), "primary")
        )
    for number, made in enumerate(buttons):
        made["action_id"] += f".{number}" if made["action_id"] in {b["action_id"] for b in buttons[:number]} else ""
    return buttons[:MOST_BUTTONS]


def _do(case: CaseFact, task: TaskFact, value: Onboardings, language: Language) -> Block | None:
    german = language == "de"
    if task.kind not in BY_OTHERS:
        if task.owner_id == case.distributor_id and not value.decides:
            return None
        return button(DO[task.kind][language], "onboarding.step", f"{case.id}:{task.position}", "primary")
    if not value.decides:
        return None
    if task.kind is StepKind.VETTING:
        return button("Jetzt prüfen" if german else "Screen now", "onboarding.vet", str(case.id), "primary")
    if task.kind is StepKind.AUTHORISATION:
        return button(
            "Hersteller fragen" if german else "Ask the vendor", "onboarding.authorise", str(case.id), "primary"
        )
    return None


def _with(screen: Screen, buttons: list[Block]) -> Screen:
    return Screen(screen.text, (*screen.blocks, actions(*buttons)), screen.files) if buttons else screen


SCREENS: dict[type, Callable[[Any, Language], Screen]] = {
    Onboardings: onboarding_screen,
    Notice: notice_screen,
    InvitationNotice: invitation_screen,
    ProposalNotice: proposal_notice,
    LeftNotice: left_screen,
    **onboarding_drafts.SCREENS,
}
