"""Deals: registering, looking up, deciding, the desk, and other registrations for a customer."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any, Final

from sqlalchemy.orm import Session

from bot.tools import deal_changes
from bot.tools.asked import asker, span, today
from bot.tools.deal_choosing import SIDES, seen
from bot.tools.deal_copies import own_drafts
from bot.tools.deal_drafting import register
from bot.tools.deal_sayings import DEAL_NUMBER
from bot.tools.deal_words import DealArguments
from bot.tools.questions import in_words
from bot.tools.results import Asking, Outcome, Result, Tool
from channel.access.gate import Gate
from channel.access.rights import Right
from channel.access.viewer import Viewer
from channel.deals import reading
from channel.deals.evidence import evidence_of
from channel.deals.grounds import grounds
from channel.deals.reading import Filters
from channel.deals.states import LIVE, STANDINGS, UNDECIDED, Role, State
from channel.deals.views import (
    ConflictList,
    ConflictPair,
    Done,
    NeutralWord,
    Notice,
    RegistrationList,
    RegistrationView,
)
from channel.errors import NotFound
from channel.parties import OrganisationFact, find_organisation
from channel.places import countries
from channel.tables.parties import Kind

STATE_WORDS: Final = tuple(
    (re.compile(pattern, re.IGNORECASE), frozenset(states))
    for pattern, states in (
        (r"\b(rejected|abgelehnt\w*)", {State.REJECTED}),
        (r"\b(won|win|gewonnen\w*|gewinnen)\b", {State.CONVERTED, State.CLOSED}),
        (r"\b(lost|lose|verloren\w*)\b", {State.LOST}),
        (r"\b(expired|abgelaufen\w*)", {State.EXPIRED}),
        (r"\b(withdrawn|zurückgezogen\w*)", {State.WITHDRAWN}),
        (r"\b(revoked|widerrufen\w*)", {State.REVOKED}),
        (r"\b(appeal\w*|einspr[uü]ch\w*)", {State.APPEALED}),
        (r"\b(sent back|returned|zurückgegeben\w*|zu ergänzen)", {State.ACTION_REQUIRED}),
        (r"\b(approved|protected|genehmigt\w*|geschützt\w*)", {State.APPROVED, State.EXTENSION_REVIEW}),
        (r"\b(pending|open deal|offene\w* (?:deal|registrierung)|open registration|undecided)", UNDECIDED),
        (r"\b(drafts?|entwürfe|entwurf)\b", {State.DRAFT}),
    )
)
"""How states are asked for; the first that is said counts."""
ALL_OF_THEM: Final = re.compile(
    r"\b(which|what|my|all|our|welche\w*|meine|alle|unsere)\b.*\b(deals|registrations|registrierungen|anmeldungen)\b",
    re.IGNORECASE,
)
ENDING: Final = re.compile(
    r"expir|run out|runs out|ablauf|\b(?:läuft|laufen)\b.*\b(?:ab|aus)\b|\bend(?:s|ing|et|en)\b|lapse", re.IGNORECASE
)
BY_VALUE: Final = re.compile(
    r"\bby value|\bby size|largest|biggest|highest|nach wert|nach größe|größte|höchste", re.IGNORECASE
)
EVIDENCE: Final = re.compile(r"\b(?:evidence|proofs?|attachments?|nachweis\w*|belege?|anhänge?)\b", re.IGNORECASE)
LOOKING_BACK: Final = ("since yesterday", "seit gestern", "is gone", "weg seit")


def status(asking: Asking, arguments: DealArguments) -> Result:
    """One registration with its timeline, or those that meet what was said.

    Raises:
        NotFound: in the same words for registrations that do not exist and those out of sight.
    """
    if (change := deal_changes.of_the_vendor(asking, arguments)) is not None:
        return change
    if ALL_OF_THEM.search(asking.text) and not DEAL_NUMBER.search(asking.text):
        arguments = arguments.model_copy(update={"deals": ()})
    if Right.REGISTER_DEALS in asking.person.rights and "drafts" in arguments.aspects:
        return own_drafts(asking)
    own = asker(asking)
    with asking.gate.viewing(asking.viewer) as session:
        filters = _filters(session, asking, arguments, today(asking, own))
        found = reading.registrations(session, filters, asking.now)
    if not found:
        raise NotFound(*_none(asking, arguments))
    numbers = tuple(view.number for view in found)
    if len(found) == 1 and EVIDENCE.search(asking.text):
        with asking.gate.viewing(asking.viewer) as session:
            return Result(evidence_of(session, found[0].number), listed=numbers, sources=numbers)
    if len(found) == 1 and (arguments.deals or arguments.customer):
        return Result(seen(asking.person, found[0]), listed=numbers, sources=numbers)
    shown = _first_things_first(found)
    return Result(RegistrationList(shown, asking.text), listed=tuple(v.number for v in shown), sources=numbers)


def queue(asking: Asking, arguments: DealArguments) -> Result:
    """What waits for the asker's organisation, overdue first; for a vendor also what is in conflict."""
    with asking.gate.viewing(asking.viewer) as session:
        rows = reading.queue(session, asking.person, asking.now)
        if asking.person.kind is Kind.VENDOR:
            known = {view.number for view in rows}
            others = reading.registrations(session, Filters(states=frozenset(UNDECIDED)), asking.now)
            rows += tuple(view for view in others if view.in_conflict and view.number not in known)
        if arguments.reseller and (reseller := find_organisation(session, arguments.reseller, Kind.RESELLER)):
            rows = tuple(view for view in rows if view.reseller == reseller.name)
    if arguments.days:
        rows = tuple(view for view in rows if view.waiting >= arguments.days)
    if BY_VALUE.search(asking.text):
        rows = tuple(sorted(rows, key=lambda view: (view.value.currency, -view.value.amount)))
    return Result(RegistrationList(rows, asking.text, "queue"), listed=tuple(view.number for view in rows))


def conflict(asking: Asking, arguments: DealArguments) -> Result:
    """Other registrations for a customer: side by side for the vendor, the same neutral words for everybody else."""
    if asking.person.kind is not Kind.VENDOR:
        return Result(NeutralWord(), Outcome.REFUSE_NEUTRAL)
    with asking.gate.viewing(asking.viewer) as session:
        involved = arguments.deals
        if not involved and arguments.customer:
            named = reading.registrations(session, Filters(customer=arguments.customer), asking.now)
            if not named:
                raise NotFound(*_none(asking, arguments))
            involved = tuple(view.number for view in named)
        pairs = reading.conflict_pairs(session, asking.now, involved)
    listed = tuple(dict.fromkeys(view.number for pair in pairs for view in (pair.first, pair.second)))
    return Result(ConflictList(pairs), listed=listed, sources=listed)


def registered(gate: Gate, viewer: Viewer, outcome: dict[str, Any]) -> Done:
    """What a confirmed registration came to, in its person's sight."""
    return Done("register", _named(gate, viewer, [outcome["number"]]))


def decided(gate: Gate, viewer: Viewer, outcome: dict[str, Any]) -> Done:
    """What confirmed decisions came to, in the decider's sight."""
    return Done(outcome["command"], _named(gate, viewer, outcome["numbers"]))


def withdrawn(gate: Gate, viewer: Viewer, outcome: dict[str, Any]) -> Done:
    """What a confirmed withdrawal came to."""
    return Done("withdraw", _named(gate, viewer, [outcome["number"]]))


def notice(topic: str) -> Callable[[Gate, Viewer, dict[str, Any]], Notice]:
    """How a message of a topic is read: in the sight of whom it is for, at the time of sending."""

    def read(gate: Gate, viewer: Viewer, content: dict[str, Any]) -> Notice:
        with gate.viewing(viewer) as session:
            view = seen(viewer, reading.registration(session, content["number"], gate.now()))
            pairs: tuple[ConflictPair, ...] = ()
            if viewer.kind is Kind.VENDOR and topic in {"deal.conflict", "deal.review"}:
                pairs = reading.conflict_pairs(session, gate.now(), (view.number,)) if view.in_conflict else ()
            role = SIDES.get(viewer.kind) if viewer.kind is not None else None
            decides = role is not None and role is not Role.RESELLER and STANDINGS[view.state].holder is role
            weighed = grounds(session, viewer, view.number, gate.now()) if decides else None
        return Notice(topic, view, content.get("kind") or content.get("command", ""), pairs, decides, weighed)

    return read


NOTICES: Final = {topic: notice(topic) for topic in ("deal.review", "deal.decided", "deal.reminder", "deal.conflict")}
"""Every topic of messages about deals, and how it is read."""


def _named(gate: Gate, viewer: Viewer, numbers: list[str]) -> tuple[RegistrationView, ...]:
    with gate.viewing(viewer) as session:
        return tuple(reading.registration(session, number, gate.now()) for number in numbers)


def _filters(session: Session, asking: Asking, arguments: DealArguments, day: date) -> Filters:
    if arguments.deals:
        return Filters(numbers=arguments.deals)
    text = asking.text.casefold()
    period = next((s for t in (*arguments.dates, arguments.period) if t and (s := span(t))), None)
    ending = bool(ENDING.search(text)) and not any(word in text for word in LOOKING_BACK)
    if ending:
        period = _ends_within(arguments, day) or period
    return Filters(
        customer=arguments.customer,
        resellers=_ids(session, arguments.reseller, Kind.RESELLER),
        vendors=_ids(session, arguments.vendor, Kind.VENDOR),
        distributors=_ids(session, arguments.distributor, Kind.DISTRIBUTOR),
        states=_states(text, arguments),
        countries=countries(arguments.territory) if arguments.territory else frozenset(),
        at_least=arguments.value,
        currency=arguments.currency if arguments.value is not None else None,
        submitted_from=period[0] if period and not ending else None,
        submitted_to=period[1] if period and not ending else None,
        ends_from=(period[0] if period else day) if ending else None,
        ends_to=period[1] if period and ending else None,
    )


def _ends_within(arguments: DealArguments, day: date) -> tuple[date, date] | None:
    """The days to come in which what is asked for ends; a month is read with its first and last day."""
    if arguments.days:
        return day, day + timedelta(days=arguments.days)
    last = next((until for said in arguments.dates if (found := span(said)) and (until := found[1]) >= day), None)
    if last is None:
        return None
    within = span(arguments.period) if arguments.period else None
    whole_month = within is not None and within[1].month == last.month and (last + timedelta(days=1)).day == 1
    return (last.replace(day=1) if whole_month else day), last


def _states(text: str, arguments: DealArguments) -> frozenset[State]:
    if arguments.customer:
        return frozenset()
    if any(word in text for word in LOOKING_BACK):
        return frozenset({State.EXPIRED})
    return next((states for pattern, states in STATE_WORDS if pattern.search(text)), frozenset())


def _ids(session: Session, name: str | None, kind: Kind) -> frozenset[int]:
    """The organisation's id; an impossible one for a name out of sight, so that nothing is found."""
    if name is None:
        return frozenset()
    found: OrganisationFact | None = find_organisation(session, name, kind)
    return frozenset({found.id if found else 0})


def _first_things_first(rows: tuple[RegistrationView, ...]) -> tuple[RegistrationView, ...]:
    return tuple(sorted(rows, key=lambda view: (view.state not in LIVE, not view.overdue)))


def _none(asking: Asking, arguments: DealArguments) -> tuple[str, str]:
    what = arguments.deals[0] if arguments.deals else arguments.customer
    if what:
        message = in_words(
            asking,
            f"I find no registration “{what}” that I can show you.",
            f"Ich finde keine Registrierung „{what}“, die ich Ihnen zeigen kann.",
        )
    else:
        message = in_words(
            asking,
            "I find no registration like that which I can show you.",
            "Ich finde keine solche Registrierung, die ich Ihnen zeigen kann.",
        )
    own = in_words(asking, "Ask for “my deals” to see yours.", "„Meine Deals“ zeigt Ihre.")
    return message, own


TOOLS = (
    Tool("deal.register", DealArguments, Right.REGISTER_DEALS, register, drafts=True),
    Tool("deal.status", DealArguments, Right.SEE_DEALS, status),
    Tool("deal.queue", DealArguments, Right.DECIDE_DEALS, queue),
    Tool("deal.conflict", DealArguments, Right.ASK, conflict),
)
