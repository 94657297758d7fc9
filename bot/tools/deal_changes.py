"""Changing what is registered: amended, extended, won, lost, appealed, revoked, transferred; always a draft first."""

from __future__ import annotations

from datetime import timedelta
from typing import Any, Final

from sqlalchemy import or_, select

from bot.tools import deal_decisions, deal_sayings
from bot.tools.asked import asker, today
from bot.tools.deal_choosing import chosen, needs, side_of, waiting_for
from bot.tools.deal_words import DealArguments
from bot.tools.questions import Choice, clarify, in_words
from bot.tools.results import Asking, Outcome, Result, Tool
from channel import drafts
from channel.access.gate import Gate, not_found
from channel.access.rights import Right
from channel.access.viewer import Viewer
from channel.deals import reading
from channel.deals.states import Command, Role
from channel.deals.terms import is_material
from channel.deals.transferring import ways_of
from channel.deals.views import ChangeDraft, Done, RegistrationView
from channel.errors import NotPossible
from channel.parties import find_organisation
from channel.policy import policy_by_id
from channel.tables.deals import Registration
from channel.tables.parties import Kind
from channel.tables.supply import Order

AMEND: Final = "deal.amend"
EXTEND: Final = "deal.extend"
CLOSE: Final = "deal.close"
SETTLE: Final = "deal.settle"
APPEAL: Final = "deal.appeal"
WITHDRAW: Final = "deal.withdraw"
REVOKE: Final = "deal.revoke"
TRANSFER: Final = "deal.transfer"
OWN: Final = (AMEND, EXTEND, CLOSE, APPEAL)
"""Drafts of the reseller."""
DECIDERS: Final = (SETTLE, REVOKE, TRANSFER)
"""Drafts of distributor and vendor."""

Content = dict[str, Any]


def amend(asking: Asking, arguments: DealArguments) -> Result:
    """A draft that changes terms of an approved registration, or completes one that was sent back.

    Of a vendor, a draft of what it can change: it hands over, revokes or reinstates.
    """
    if (change := of_the_vendor(asking, arguments)) is not None:
        return change
    needs(asking, Right.REGISTER_DEALS)
    earlier = _earlier(asking, AMEND)
    words = ("amend {}", "{} ändern")
    view = chosen(asking, arguments, (Command.AMEND, Command.RESUBMIT), words, earlier.get("number", ""))
    if isinstance(view, Result):
        return view
    day = today(asking, asker(asking))
    with asking.gate.viewing(asking.person) as session:
        known = reading.terms(session, view.number)
    known = known.model_validate({**known.content(), **earlier.get("changes", {}), **dict(view.amendment)})
    said = deal_sayings.changes(asking.text, arguments, known, day)
    return amended(asking, view, {**earlier.get("changes", {}), **said})


def amended(asking: Asking, view: RegistrationView, changes: Content) -> Result:
    """A draft of changed terms, plain values by field; asks what is to be changed when there are none."""
    command = Command.RESUBMIT if Command.RESUBMIT in view.may else Command.AMEND
    with asking.gate.viewing(asking.person) as session:
        row = session.scalars(select(Registration).where(Registration.number == view.number)).one()
        policy = policy_by_id(session, row.policy_id)
        material = command is Command.AMEND and is_material(policy, reading.terms(session, view.number), changes)
    asks = None if changes or command is Command.RESUBMIT else "terms"
    draft = ChangeDraft("", command, view, tuple(sorted(changes.items())), asks, material=material)
    return _kept(asking, AMEND, Right.REGISTER_DEALS, draft, {"changes": changes})


def extend(asking: Asking, arguments: DealArguments) -> Result:
    """A draft that asks for longer protection, or for an expired one back; of the vendor, that grants it."""
    if side_of(asking) in {Role.VENDOR, Role.DISTRIBUTOR}:
        return deal_decisions.decide(asking, arguments.model_copy(update={"decision": "approve"}))
    needs(asking, Right.REGISTER_DEALS)
    earlier = _earlier(asking, EXTEND)
    words = ("extend {}", "{} verlängern")
    view = chosen(asking, arguments, (Command.EXTEND, Command.ASK_BACK), words, earlier.get("number", ""))
    if isinstance(view, Result):
        return view
    said = deal_sayings.grounds(asking.text, whole=bool(earlier) and not arguments.deals)
    return extended(asking, view, said or earlier.get("evidence"), arguments.days or earlier.get("days"))


def extended(asking: Asking, view: RegistrationView, evidence: str | None, days: int | None) -> Result:
    """A draft of asking for an extension, or for reinstatement where it has expired."""
    command = Command.EXTEND if Command.EXTEND in view.may else Command.ASK_BACK
    most = view.extension_days
    fewer = days if days is not None and 0 < days < most else None
    until = view.protected_until + timedelta(days=fewer or most) if view.protected_until else None
    asks = "evidence" if command is Command.EXTEND and view.evidence_needed and not evidence else None
    facts = {"evidence": evidence, "days": fewer, "most_days": most if days is not None and days > most else None}
    draft = ChangeDraft("", command, view, _said(facts), asks, until)
    return _kept(asking, EXTEND, Right.REGISTER_DEALS, draft, {"evidence": evidence, "days": fewer})


def close(asking: Asking, arguments: DealArguments) -> Result:
    """A draft that closes a registration: won by an order or by hand, lost with a reason; of the vendor, delivered."""
    role = side_of(asking)
    needs(asking, Right.REGISTER_DEALS if role is Role.RESELLER else Right.DECIDE_DEALS)
    capability = CLOSE if role is Role.RESELLER else SETTLE
    earlier = _earlier(asking, capability)
    result = deal_sayings.outcome(asking.text) or _result_of(earlier)
    wanted = {"won": (Command.CONVERT,), "lost": (Command.LOSE,)}.get(result or "", (Command.CONVERT, Command.LOSE))
    words = {"won": ("{} is won", "{} gewonnen"), "lost": ("{} is lost", "{} verloren")}
    commands = (Command.CLOSE, Command.CONVERT) if role is Role.VENDOR else wanted
    ask = words.get(result or "", ("close {}", "{} abschließen"))
    view = chosen(asking, arguments, commands, ask, earlier.get("number", ""))
    if isinstance(view, Result):
        return view
    if role is Role.VENDOR:
        return settled(asking, view, Command.CLOSE, {})
    if result is None:
        return _won_or_lost(asking, view)
    if result == "lost":
        return lost(asking, view, _loss(asking, arguments) or earlier.get("reason"), deal_sayings.grounds(asking.text))
    return won(asking, view, _figures(asking, arguments, earlier))


def won(asking: Asking, view: RegistrationView, figures: Content) -> Result:
    """A draft of a win; `figures` are `order`, or `note` with the value won and `quantities` by part number.

    Raises:
        NotFound: if the order is not in sight.
    """
    if figures.get("order") and not _in_sight(asking, figures["order"]):
        raise not_found()
    asks = None if figures.get("order") or figures.get("note") else "figures"
    return settled(asking, view, Command.CONVERT, figures, asks)


def lost(asking: Asking, view: RegistrationView, reason: str | None, note: str | None) -> Result:
    """A draft of a loss; asks for the reason when none is given."""
    if reason is None:
        return _why_lost(asking, view)
    return settled(asking, view, Command.LOSE, {"reason": reason, "note": note})


def settled(
    asking: Asking, view: RegistrationView, command: Command, content: Content, asks: str | None = None
) -> Result:
    """A draft that closes a registration one way or another, kept under the capability of the side that asks."""
    own = side_of(asking) is Role.RESELLER
    capability, right = (CLOSE, Right.REGISTER_DEALS) if own else (SETTLE, Right.DECIDE_DEALS)
    return _kept(asking, capability, right, ChangeDraft("", command, view, _said(content), asks), content)


def appeal(asking: Asking, arguments: DealArguments) -> Result:
    """A draft of an appeal, which somebody else than the first decider decides."""
    earlier = _earlier(asking, APPEAL)
    view = chosen(asking, arguments, (Command.APPEAL,), ("appeal {}", "Einspruch zu {}"), earlier.get("number", ""))
    if isinstance(view, Result):
        return view
    said = deal_sayings.grounds(asking.text, whole=bool(earlier) and not arguments.deals)
    return appealed(asking, view, said or earlier.get("note"))


def appealed(asking: Asking, view: RegistrationView, note: str | None) -> Result:
    """A draft of an appeal with its grounds; asks for them when there are none."""
    draft = ChangeDraft("", Command.APPEAL, view, _said({"note": note}), None if note else "why")
    return _kept(asking, APPEAL, Right.REGISTER_DEALS, draft, {"note": note})


def withdraw(asking: Asking, arguments: DealArguments) -> Result:
    """A draft of taking back one's own registration, or only its amendment; of the vendor, of revoking one."""
    if asking.person.kind is Kind.VENDOR:
        return revoke(asking, arguments)
    needs(asking, Right.REGISTER_DEALS)
    view = chosen(asking, arguments, (Command.WITHDRAW, Command.DROP_AMENDMENT), ("withdraw {}", "{} zurückziehen"))
    if isinstance(view, Result) or Command.WITHDRAW in view.may:
        return view if isinstance(view, Result) else deal_decisions.withdrawal(asking, view)
    return dropped(asking, view)


def dropped(asking: Asking, view: RegistrationView) -> Result:
    """A draft of taking an amendment back."""
    draft = ChangeDraft("", Command.DROP_AMENDMENT, view, view.amendment)
    return _kept(asking, WITHDRAW, Right.REGISTER_DEALS, draft, {})


def revoke(asking: Asking, arguments: DealArguments) -> Result:
    """A vendor's draft of ending a protection: inactivity, a lost tier, a breach."""
    needs(asking, Right.DECIDE_DEALS)
    view = chosen(asking, arguments, (Command.REVOKE,), ("revoke {}", "{} widerrufen"))
    if isinstance(view, Result):
        return view
    reason = deal_sayings.reason_in(asking.text, deal_sayings.REVOCATIONS)
    return revoked(asking, view, reason, None, deal_sayings.grounds(asking.text))


def revoked(
    asking: Asking, view: RegistrationView, reason: str | None, note: str | None, internal: str | None
) -> Result:
    """A draft of revoking; asks for the reason when none is given. The reseller reads `note`, the vendor `internal`."""
    if reason is None:
        return clarify(
            in_words(asking, f"Why is {view.number} to be revoked?", f"Warum soll {view.number} widerrufen werden?"),
            Choice(in_words(asking, "No activity", "Keine Aktivität"), f"revoke {view.number}, inactive"),
            Choice(in_words(asking, "Tier lost", "Stufe verloren"), f"revoke {view.number}, tier lost"),
            Choice(in_words(asking, "Breach of the rules", "Regelverstoß"), f"revoke {view.number}, breach"),
        )
    content = {"reason": reason, "note": note, "internal": internal}
    draft = ChangeDraft("", Command.REVOKE, view, _said(content))
    return _kept(asking, REVOKE, Right.DECIDE_DEALS, draft, content)


def transfer(asking: Asking, arguments: DealArguments) -> Result:
    """A vendor's draft of handing a registration to another reseller."""
    needs(asking, Right.DECIDE_DEALS)
    view = chosen(
        asking, arguments.model_copy(update={"reseller": None}), (Command.TRANSFER,), ("transfer {}", "{} übertragen")
    )
    if isinstance(view, Result):
        return view
    reason = deal_sayings.reason_in(asking.text, deal_sayings.TRANSFERS)
    return transferred(asking, view, arguments.reseller, reason, deal_sayings.grounds(asking.text) or asking.text, None)


def transferred(
    asking: Asking, view: RegistrationView, to: str | None, reason: str | None, evidence: str, note: str | None
) -> Result:
    """A draft of a transfer to the reseller named; asks for the company or the ground that is missing.

    Raises:
        NotFound: if the company is not in sight.
        NotPossible: if it is not authorised for the products there.
    """
    with asking.gate.viewing(asking.person) as session:
        heir = find_organisation(session, to, Kind.RESELLER) if to else None
        row = session.scalars(select(Registration).where(Registration.number == view.number)).one()
        may_sell = heir is not None and bool(ways_of(session, row, heir.id, asking.now))
    if to and heir is None:
        raise not_found()
    if heir is not None and not may_sell:
        raise NotPossible(
            in_words(
                asking,
                f"{heir.name} is not authorised for these products there.",
                f"{heir.name} ist dort für diese Produkte nicht autorisiert.",
            ),
            in_words(
                asking,
                "Authorise it first, or name another company.",
                "Bitte erst autorisieren oder eine andere Firma nennen.",
            ),
        )
    if heir is None or reason is None:
        return clarify(
            in_words(
                asking,
                f"To which company does {view.number} go, and by what: a merger, or the customer's letter?",
                f"An welche Firma geht {view.number}, und wodurch: eine Fusion oder das Schreiben des Kunden?",
            )
        )
    content = {"to": heir.id, "reason": reason, "evidence": evidence, "note": note}
    facts = _said({"to": heir.name, "reason": reason, "evidence": evidence, "note": note})
    return _kept(asking, TRANSFER, Right.DECIDE_DEALS, ChangeDraft("", Command.TRANSFER, view, facts), content)


def decide(asking: Asking, arguments: DealArguments) -> Result:
    """A decision; a protection that is to be revoked or handed over is one too."""
    if arguments.decision is None and (change := of_the_vendor(asking, arguments)) is not None:
        return change
    return deal_decisions.decide(asking, arguments)


def of_the_vendor(asking: Asking, arguments: DealArguments) -> Result | None:
    """A vendor's draft of revoking, handing over or reinstating the registration named, if the words say so."""
    if asking.person.kind is not Kind.VENDOR or not (arguments.deals or arguments.customer):
        return None
    if deal_sayings.TRANSFERRING.search(asking.text):
        return transfer(asking, arguments)
    if deal_sayings.REVOKING.search(asking.text):
        return revoke(asking, arguments)
    if deal_sayings.REINSTATING.search(asking.text):
        return deal_decisions.decide(asking, arguments.model_copy(update={"decision": "approve"}))
    return None


def changed(gate: Gate, viewer: Viewer, outcome: Content) -> Done:
    """What a confirmed change came to, in its person's sight."""
    numbers = [outcome["number"], *([outcome["heir"]] if "heir" in outcome else [])]
    with gate.viewing(viewer) as session:
        rows = tuple(reading.registration(session, number, gate.now()) for number in numbers)
    return Done(outcome["command"], rows)


def _earlier(asking: Asking, capability: str) -> Content:
    """The content of the draft of this capability that waits in the thread."""
    with asking.gate.viewing(asking.person) as session:
        found = waiting_for(session, asking, capability)
    return dict(found.content) if found else {}


def _kept(asking: Asking, capability: str, right: Right, draft: ChangeDraft, content: Content) -> Result:
    plain = {"command": str(draft.command), "number": draft.registration.number, **content}
    with asking.gate.viewing(asking.person) as session:
        waiting = waiting_for(session, asking, capability)
    with asking.gate.acting(asking.person, right) as action:
        if waiting is not None and waiting.content["number"] == plain["number"]:
            key = waiting.key
            drafts.change(action, key, plain)
        else:
            key = drafts.save(action, capability, asking.thread, plain)
    value = ChangeDraft(key, draft.command, draft.registration, draft.facts, draft.asks, draft.until, draft.material)
    outcome = Outcome.CLARIFY if draft.asks else Outcome.DRAFT
    return Result(value, outcome, listed=(draft.registration.number,), draft=key)


def _said(content: Content) -> tuple[tuple[str, Any], ...]:
    return tuple((name, value) for name, value in content.items() if value)


def _figures(asking: Asking, arguments: DealArguments, earlier: Content) -> Content:
    order = deal_sayings.order_in(asking.text, arguments) or earlier.get("order")
    worth = f"{arguments.value} {arguments.currency or ''}".strip() if arguments.value is not None else None
    note = worth or earlier.get("note")
    quantities = {
        mpn: number for mpn, number in zip(arguments.mpns, arguments.quantities, strict=False) if number
    } or earlier.get("quantities")
    return {name: value for name, value in (("order", order), ("note", note), ("quantities", quantities)) if value}


def _result_of(earlier: Content) -> str | None:
    return {Command.CONVERT: "won", Command.LOSE: "lost"}.get(earlier.get("command", ""))


def _loss(asking: Asking, arguments: DealArguments) -> str | None:
    code = deal_sayings.reason_in(asking.text, deal_sayings.LOSSES)
    if code is None and arguments.reason == "customer_cancelled":
        return "no_project"
    return code or ("other" if deal_sayings.grounds(asking.text) else None)


def _in_sight(asking: Asking, number: str) -> bool:
    with asking.gate.viewing(asking.person) as session:
        found = session.scalars(select(Order).where(or_(Order.number == number, Order.po_number == number))).all()
    return bool(found)


def _won_or_lost(asking: Asking, view: RegistrationView) -> Result:
    number = view.number
    return clarify(
        in_words(asking, f"Is {number} won or lost?", f"Ist {number} gewonnen oder verloren?"),
        Choice(in_words(asking, "Won", "Gewonnen"), f"{number} won"),
        Choice(in_words(asking, "Lost", "Verloren"), f"{number} lost"),
    )


def _why_lost(asking: Asking, view: RegistrationView) -> Result:
    number = view.number
    return clarify(
        in_words(asking, f"Why was {number} lost?", f"Warum ging {number} verloren?"),
        Choice(in_words(asking, "On price", "Am Preis"), f"{number} lost on price"),
        Choice(in_words(asking, "To a competitor", "An den Wettbewerb"), f"{number} lost to a competitor"),
        Choice(in_words(asking, "No project any more", "Projekt eingestellt"), f"{number} lost, project cancelled"),
    )


TOOLS: Final = (
    Tool(AMEND, DealArguments, Right.SEE_DEALS, amend, drafts=True),
    Tool(EXTEND, DealArguments, Right.SEE_DEALS, extend, drafts=True),
    Tool(CLOSE, DealArguments, Right.SEE_DEALS, close, drafts=True),
    Tool(SETTLE, DealArguments, Right.DECIDE_DEALS, close, drafts=True),
    Tool(APPEAL, DealArguments, Right.REGISTER_DEALS, appeal, drafts=True),
    Tool(WITHDRAW, DealArguments, Right.SEE_DEALS, withdraw, drafts=True),
    Tool(REVOKE, DealArguments, Right.DECIDE_DEALS, revoke, drafts=True),
    Tool(TRANSFER, DealArguments, Right.DECIDE_DEALS, transfer, drafts=True),
    Tool("deal.decide", DealArguments, Right.DECIDE_DEALS, decide, drafts=True),
)
