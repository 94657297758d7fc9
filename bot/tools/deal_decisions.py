"""Deciding, and withdrawing one's own: always a draft first, with what is needed to decide."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta
from typing import Any, Final

from sqlalchemy.orm import Session

from bot.tools.deal_choosing import side_of, which
from bot.tools.deal_deciding import terms_said
from bot.tools.deal_sayings import REJECTIONS, reason_in
from bot.tools.deal_words import DealArguments
from bot.tools.questions import Choice, clarify, in_words
from bot.tools.results import Asking, Outcome, Result
from channel import drafts
from channel.access.gate import not_found
from channel.access.rights import Right
from channel.deals.grounds import grounds
from channel.deals.possible import first_decider
from channel.deals.reading import Filters, conflict_pairs, queue, registrations
from channel.deals.states import REASONS, Command, Role, State, find
from channel.deals.views import ConflictPair, Decision, DecisionDraft, RegistrationView, WithdrawalDraft
from channel.errors import NotFound, NotPossible
from channel.parties import find_organisation
from channel.tables.parties import Kind

WORDS: Final = {
    Command.APPROVE: re.compile(r"\b(approv\w*|aprov\w*|freigeb\w*|genehmig\w*|accept\w*)\b", re.IGNORECASE),
    Command.REJECT: re.compile(r"\b(reject\w*|ablehn\w*|lehn\w*|decline\w*|deny)\b", re.IGNORECASE),
    Command.CLEAR_CONFLICT: re.compile(r"\b(no conflict|not the same|kein konflikt|nicht derselbe)\b", re.IGNORECASE),
    Command.RETURN: re.compile(r"\b(return\w*|send\w* back|zurück\w*|zurueck\w*)\b", re.IGNORECASE),
}
FIELD_WORDS: Final = {
    "contact_name": re.compile(r"contact|ansprechpartner|kontakt", re.IGNORECASE),
    "postcode": re.compile(r"post ?code|postleitzahl|\bplz\b|address|adresse", re.IGNORECASE),
    "value": re.compile(r"\bvalue|amount|wert\b|summe|betrag", re.IGNORECASE),
    "expected_close": re.compile(r"close|closing|date|termin|abschluss|datum", re.IGNORECASE),
    "project": re.compile(r"project|projekt|descri|beschreib|scope", re.IGNORECASE),
    "tender": re.compile(r"tender|ausschreibung", re.IGNORECASE),
    "customer": re.compile(r"legal name|customer name|firmenname|kundenname", re.IGNORECASE),
}
REASON_CODES: Final = {
    "first_submission": "already_registered",
    "duplicate": "already_registered",
    "value": "below_minimum",
    "tender": "tender_published",
    "direct": "direct_engaged",
}
"""Reasons as they are said, and the codes of the programme rules for them; the codes stand for themselves."""
SPOKEN_REASON: Final = 5
"""From so many words on, a rejection says why in its own words."""
MEANT: Final = {
    (Command.APPROVE, State.EXTENSION_REVIEW): Command.GRANT_EXTENSION,
    (Command.REJECT, State.EXTENSION_REVIEW): Command.REFUSE_EXTENSION,
    (Command.APPROVE, State.EXPIRED): Command.REINSTATE,
}
EXPLAINED: Final = frozenset({Command.REJECT, Command.REFUSE_EXTENSION, Command.REFUSE_AMENDMENT})
"""Decisions that say why."""
DECIDING_APPEALS: Final = frozenset({Command.APPROVE, Command.REJECT})
DOUBTED_FIELDS: Final = {"no_contact": "contact_name", "no_close_date": "expected_close", "implausible_value": "value"}


def decide(asking: Asking, arguments: DealArguments) -> Result:
    """A draft of one or several decisions.

    Raises:
        NotFound: in the same words for registrations that do not exist and those out of sight.
        NotPossible: when it is not the asker's turn.
    """
    with asking.gate.viewing(asking.person) as session:
        chosen = _chosen(session, asking, arguments)
        pairs = _pairs(session, asking, chosen)
    if isinstance(chosen, Result):
        return chosen
    commands = _commands(asking.text, arguments, len(chosen))
    if commands is None:
        return _which_decision(asking, chosen[0])
    decisions = [_decision(asking, view, command, arguments) for view, command in zip(chosen, commands, strict=True)]
    if len(chosen) == 1 and decisions[0] is not None and commands[0] is Command.APPROVE:
        decisions = [_granting(asking, decisions[0], arguments)]
    passed_over = tuple(view for view, decision in zip(chosen, decisions, strict=True) if decision is None)
    wanted = tuple(decision for decision in decisions if decision is not None)
    if not wanted:
        raise NotPossible(*_already(asking, chosen[0]))
    unexplained = next((d for d in wanted if d.command in EXPLAINED and d.reason is None), None)
    if unexplained is not None:
        return _why(asking, unexplained.registration)
    unnamed = next((d for d in wanted if d.command == Command.RETURN and not d.fields), None)
    if unnamed is not None:
        return _what_is_missing(asking, unnamed.registration)
    return _kept(asking, wanted, passed_over, pairs, arguments.days)


def withdrawal(asking: Asking, view: RegistrationView) -> Result:
    """A draft of taking one's own registration back for good."""
    with asking.gate.acting(asking.person, Right.REGISTER_DEALS) as action:
        key = drafts.save(action, "deal.withdraw", asking.thread, {"number": view.number})
    return Result(WithdrawalDraft(key, view), Outcome.DRAFT, listed=(view.number,), draft=key)


def _chosen(session: Session, asking: Asking, arguments: DealArguments) -> list[RegistrationView] | Result:
    """The registrations meant: those named, else the one of the asker's desk that fits the words."""
    if arguments.deals:
        found = registrations(session, Filters(numbers=arguments.deals), asking.now)
        by_number = {view.number: view for view in found}
        if not all(number in by_number for number in arguments.deals):
            raise not_found()
        return [by_number[number] for number in arguments.deals]
    fitting = {view.number for view in registrations(session, _filters(session, arguments), asking.now)}
    waiting = [view for view in queue(session, asking.person, asking.now) if view.number in fitting]
    if not waiting:
        raise NotFound(
            in_words(asking, "Nothing of that waits for your decision.", "Davon wartet nichts auf Ihre Entscheidung."),
            in_words(asking, "Ask “what is on my desk?”.", "Fragen Sie „was liegt bei mir?“."),
        )
    if len(waiting) > 1:
        verb = arguments.decision or "approve"
        return which(asking, waiting, f"{verb} {{}}")
    return waiting


def _pairs(session: Session, asking: Asking, chosen: list[RegistrationView] | Result) -> tuple[ConflictPair, ...]:
    """What competes with the registrations, for the vendor who decides."""
    if isinstance(chosen, Result) or not any(view.in_conflict for view in chosen):
        return ()
    return conflict_pairs(session, asking.now, [view.number for view in chosen])


def _filters(session: Session, arguments: DealArguments) -> Filters:
    reseller = find_organisation(session, arguments.reseller, Kind.RESELLER) if arguments.reseller else None
    return Filters(
        numbers=arguments.deals,
        customer=None if arguments.deals else arguments.customer,
        resellers=frozenset({reseller.id}) if reseller and not arguments.deals else frozenset(),
    )


def _commands(text: str, arguments: DealArguments, count: int) -> list[Command] | None:
    said = sorted((match.start(), command) for command, pattern in WORDS.items() for match in pattern.finditer(text))
    if count > 1 and len(said) == count:
        return [command for _, command in said]
    if arguments.decision in WORDS:
        return [Command(arguments.decision)] * count
    return [said[0][1]] * count if said else None


def _granting(asking: Asking, decision: Decision, arguments: DealArguments) -> Decision:
    """An approval with the prices, units or end of protection that the words give instead."""
    view = decision.registration
    if decision.command != Command.APPROVE or side_of(asking) is not Role.VENDOR:
        return decision
    said = terms_said(asking.text, arguments, view)
    if arguments.days is not None and "until" not in said:
        said["until"] = (view.today + timedelta(days=arguments.days)).isoformat()
    return replace(decision, granted=tuple(said.items()))


def granting(asking: Asking, view: RegistrationView, said: dict[str, Any]) -> Result:
    """A draft of an approval with other terms, in plain values: `prices`, `units` by part number, `until`.

    Raises:
        NotPossible: when it is not the asker's turn.
    """
    decision = _decision(replace(asking, text=""), view, Command.APPROVE, DealArguments(deals=(view.number,)))
    assert decision is not None
    with asking.gate.viewing(asking.person) as session:
        pairs = _pairs(session, asking, [view])
    return _kept(replace(asking, text=""), (replace(decision, granted=tuple(said.items())),), (), pairs, None)


def _decision(asking: Asking, view: RegistrationView, command: Command, arguments: DealArguments) -> Decision | None:
    role = side_of(asking)
    command = meant(command, view)
    if role is None or role is Role.RESELLER:
        raise NotPossible(
            in_words(
                asking,
                "Nobody decides a registration of their own.",
                "Über die eigene Registrierung entscheidet niemand.",
            ),
            in_words(
                asking, f"It is with {view.holder or view.vendor}.", f"Sie liegt bei {view.holder or view.vendor}."
            ),
        )
    if not _may(view, command, role):
        if view.state in {State.APPROVED, State.REJECTED} and len(arguments.deals) > 1:
            return None
        raise NotPossible(*_already(asking, view))
    if command in DECIDING_APPEALS and view.state is State.APPEALED and first_decider(view) == asking.person.name:
        raise NotPossible(*_first_decider(asking, view))
    reason = _code(arguments.reason or reason_in(asking.text, REJECTIONS))
    if command in EXPLAINED and reason is None and len(asking.text.split()) >= SPOKEN_REASON:
        reason = "other"
    fields = _fields(asking.text, view) if command is Command.RETURN else ()
    if command is Command.RETURN:
        reason = reason or "incomplete"
    return Decision(view, command, reason if command in EXPLAINED | {Command.RETURN} else None, None, fields)


def meant(command: Command, view: RegistrationView) -> Command:
    """What approving or rejecting means where a registration stands: of an extension, an amendment, an expired one."""
    if command is Command.REJECT and view.amendment:
        return Command.REFUSE_AMENDMENT
    return MEANT.get((command, view.state), command)


def _code(said: str | None) -> str | None:
    if said is None:
        return None
    code = REASON_CODES.get(said, said)
    return code if code in REASONS else "other"


def _may(view: RegistrationView, command: Command, role: Role) -> bool:
    rule = find(command, view.state, role)
    if rule is None:
        return False
    return view.in_conflict or "open_conflict" not in rule.guards


def _fields(text: str, view: RegistrationView) -> tuple[str, ...]:
    named = [name for name, pattern in FIELD_WORDS.items() if pattern.search(text)]
    return tuple(named) or tuple(DOUBTED_FIELDS[doubt] for doubt in view.doubts if doubt in DOUBTED_FIELDS)


def _kept(
    asking: Asking,
    wanted: tuple[Decision, ...],
    passed_over: tuple[RegistrationView, ...],
    pairs: tuple[ConflictPair, ...],
    days: int | None,
) -> Result:
    words = asking.text.strip()
    spoken = words if len(words.split()) >= SPOKEN_REASON else None
    content = {
        "decisions": [
            {
                "number": decision.registration.number,
                "command": str(decision.command),
                "reason": decision.reason,
                "fields": list(decision.fields),
                "internal": spoken,
                "days": days,
                **dict(decision.granted),
            }
            for decision in wanted
        ]
    }
    with asking.gate.acting(asking.person, Right.DECIDE_DEALS) as action:
        key = drafts.save(action, "deal.decide", asking.thread, content)
    with asking.gate.viewing(asking.person) as session:
        wanted = tuple(
            replace(one, grounds=grounds(session, asking.person, one.registration.number, asking.now))
            for one in wanted
        )
    listed = tuple(decision.registration.number for decision in wanted)
    return Result(DecisionDraft(key, wanted, passed_over, pairs), Outcome.DRAFT, listed=listed, draft=key)


def with_note(asking: Asking, number: str, command: Command, reason: str, note: str, fields: tuple[str, ...]) -> Result:
    """A draft of one decision from the form, with a note that the partner reads.

    Raises:
        NotFound: if the registration is not in sight.
        NotPossible: when it is not the asker's turn.
    """
    with asking.gate.viewing(asking.person) as session:
        found = registrations(session, Filters(numbers=(number,)), asking.now)
    if not found:
        raise not_found()
    arguments = DealArguments(deals=(number,), decision=str(command), reason=reason or None)
    decision = _decision(replace(asking, text=""), found[0], command, arguments)
    assert decision is not None
    decision = replace(decision, note=note or None, fields=fields or decision.fields)
    content = {
        "number": number,
        "command": str(command),
        "reason": decision.reason,
        "note": decision.note,
        "fields": list(decision.fields),
    }
    with asking.gate.acting(asking.person, Right.DECIDE_DEALS) as action:
        key = drafts.save(action, "deal.decide", asking.thread, {"decisions": [content]})
    return Result(DecisionDraft(key, (decision,)), Outcome.DRAFT, listed=(number,), draft=key)


def _first_decider(asking: Asking, view: RegistrationView) -> tuple[str, str]:
    return (
        in_words(
            asking,
            f"You rejected {view.number}; somebody else decides the appeal.",
            f"Sie haben {view.number} abgelehnt; über den Einspruch entscheidet jemand anderes.",
        ),
        in_words(asking, "Hand it to a colleague.", "Geben Sie ihn an eine Kollegin oder einen Kollegen."),
    )


def _already(asking: Asking, view: RegistrationView) -> tuple[str, str]:
    if view.holder:
        return (
            in_words(
                asking,
                f"{view.number} is with {view.holder} now, who has to act next.",
                f"{view.number} liegt jetzt bei {view.holder}; dort ist der nächste Schritt.",
            ),
            in_words(asking, "I tell you when it is yours.", "Ich melde mich, wenn Sie an der Reihe sind."),
        )
    return (
        in_words(asking, f"{view.number} is decided already.", f"{view.number} ist schon entschieden."),
        in_words(asking, f"Ask “status of {view.number}”.", f"Fragen Sie „Status von {view.number}“."),
    )


def _which_decision(asking: Asking, view: RegistrationView) -> Result:
    number = view.number
    return clarify(
        in_words(asking, f"What shall I prepare for {number}?", f"Was soll ich für {number} vorbereiten?"),
        Choice(in_words(asking, "Approve", "Genehmigen"), f"approve {number}"),
        Choice(in_words(asking, "Reject", "Ablehnen"), f"reject {number}"),
        Choice(in_words(asking, "Send back", "Zurückgeben"), f"return {number}"),
    )


def _why(asking: Asking, view: RegistrationView) -> Result:
    number = view.number
    return clarify(
        in_words(asking, f"Why is {number} to be rejected?", f"Warum soll {number} abgelehnt werden?"),
        Choice(in_words(asking, "No engagement shown", "Kein Engagement belegt"), f"reject {number}, no engagement"),
        Choice(
            in_words(asking, "Incumbent partner", "Bestandspartner"), f"reject {number}, incumbent is another partner"
        ),
        Choice(in_words(asking, "Existing customer", "Bestandskunde"), f"reject {number}, existing customer"),
    )


def _what_is_missing(asking: Asking, view: RegistrationView) -> Result:
    number = view.number
    return clarify(
        in_words(asking, f"What does {number} lack?", f"Was fehlt bei {number}?"),
        Choice(in_words(asking, "The contact", "Der Ansprechpartner"), f"return {number}, contact is missing"),
        Choice(in_words(asking, "A plausible value", "Ein plausibler Wert"), f"return {number}, check the value"),
        Choice(in_words(asking, "The project", "Das Projekt"), f"return {number}, describe the project"),
    )
