"""Requests to other organisations: drafted, followed, answered and withdrawn."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any, Final

from bot.tools.handing_over import HandoverArguments, hand_over
from bot.tools.questions import in_words
from bot.tools.request_bonuses import BonusArguments, claim_bonus
from bot.tools.request_claims import ClaimArguments, claim
from bot.tools.request_credit import CreditArguments, CreditNotice, change_credit
from bot.tools.request_credit import changed as credit_line
from bot.tools.request_drafting import ASKS_STANDING, NUMBER
from bot.tools.request_funds import FundArguments, ask_funds
from bot.tools.request_quotes import QuoteArguments, ask_quote
from bot.tools.request_returns import ReturnArguments, ask_return
from bot.tools.results import Arguments, Asking, Outcome, Result, Tool
from channel import credit_changes, drafts, requests
from channel.access.gate import Action, Gate
from channel.access.rights import Right
from channel.access.viewer import Viewer
from channel.errors import NotFound, NotPossible
from channel.orders import ReturnStatus, returns
from channel.requests import RequestView, Standing

ONLY_ASKED = frozenset({requests.RETURN, requests.FUNDS, requests.CLAIM, requests.QUOTE})
"""What who decides can only look at, since asking for it is somebody else's."""
ANSWER, WITHDRAW = "request.answer", "request.withdraw"


@dataclass(frozen=True)
class RequestAnswerDraft:
    """An answer to be confirmed by who decides."""

    key: str
    request: RequestView
    standing: Standing
    note: str


@dataclass(frozen=True)
class RequestWithdrawal:
    """An own request that is to be taken back."""

    key: str
    request: RequestView


@dataclass(frozen=True)
class RequestNotice:
    """News of a request: `topic` is one of `ASKED`, `ANSWERED`, `WITHDRAWN` (`channel.requests`); `done`: just now."""

    topic: str
    request: RequestView
    done: bool = False


@dataclass(frozen=True)
class RequestList:
    """Requests in sight: own ones, or (`waiting`) those that the reader decides; and returns that are under way."""

    rows: tuple[RequestView, ...]
    waiting: bool
    returns: tuple[ReturnStatus, ...] = ()


def listed(asking: Asking, kind: str) -> Result:
    """The own requests of a kind with where they stand; for who decides, those that wait.

    Raises:
        NotFound: when there is none in sight.
    """
    person = asking.person
    number = NUMBER.search(asking.text)
    with asking.gate.viewing(person) as session:
        if number is not None:
            view = requests.request(session, person, number[0])
            topic = requests.ASKED if view.standing is Standing.OPEN else requests.ANSWERED
            return Result(RequestNotice(topic, view, done=view.mine), listed=(view.number,))
        waiting = requests.waiting(session, person, [kind])
        rows = waiting or requests.own_requests(session, person, [kind])
        cases = returns(session) if kind == requests.RETURN else ()
    if not rows and not cases:
        raise NotFound(
            in_words(
                asking,
                "There is no such request that I can show you.",
                "Es gibt keine solche Anfrage, die ich Ihnen zeigen kann.",
            )
        )
    numbers = (*(row.number for row in rows), *(case.number for case in cases))
    return Result(RequestList(rows, bool(waiting), cases), listed=numbers)


def answer(asking: Asking, number: str, standing: Standing, note: str) -> Result:
    """An answer to a request, to be confirmed.

    Raises:
        NotFound: when there is none that the person may decide.
        NotPossible: when it is closed already, or declined without a word.
    """
    view = _read(asking.gate, asking.person, {"number": number})
    if not view.decides:
        raise NotPossible(in_words(asking, f"{number} is closed already.", f"{number} ist schon abgeschlossen."))
    if standing is Standing.DECLINED and not note.strip():
        raise NotPossible(in_words(asking, "Say why, in a sentence.", "Schreiben Sie in einem Satz, warum."))
    content = {"number": number, "standing": str(standing), "note": note.strip()}
    with asking.gate.acting(asking.person, Right.ASK) as action:
        key = drafts.save(action, ANSWER, asking.thread, content)
    return Result(RequestAnswerDraft(key, view, standing, note.strip()), Outcome.DRAFT, draft=key)


def withdraw(asking: Asking, number: str) -> Result:
    """An own request to be taken back, to be confirmed.

    Raises:
        NotFound: when the person has no such request.
        NotPossible: when it is closed already.
    """
    view = _read(asking.gate, asking.person, {"number": number})
    if not view.mine or view.standing is not Standing.OPEN:
        raise NotPossible(in_words(asking, f"{number} is closed already.", f"{number} ist schon abgeschlossen."))
    with asking.gate.acting(asking.person, Right.ASK) as action:
        key = drafts.save(action, WITHDRAW, asking.thread, {"number": number})
    return Result(RequestWithdrawal(key, view), Outcome.DRAFT, draft=key)


def _read(gate: Gate, viewer: Viewer, content: dict[str, Any]) -> RequestView:
    with gate.viewing(viewer) as session:
        return requests.request(session, viewer, content["number"])


def _done(topic: str, gate: Gate, viewer: Viewer, content: dict[str, Any]) -> RequestNotice:
    return RequestNotice(topic, _read(gate, viewer, content), done=True)


def _told(topic: str, gate: Gate, viewer: Viewer, content: dict[str, Any]) -> RequestNotice:
    return RequestNotice(topic, _read(gate, viewer, content))


answered = partial(_done, requests.ANSWERED)
withdrawn = partial(_done, requests.WITHDRAWN)


def perform(action: Action, content: dict[str, Any]) -> dict[str, Any]:
    """Let a draft of any kind take effect: a request is made, or its credit controller changes a line."""
    return requests.ask(action, content) if "kind" in content else credit_changes.change(action, content)


def reported(gate: Gate, viewer: Viewer, content: dict[str, Any]) -> RequestNotice | CreditNotice:
    """What a confirmed draft of any kind came to."""
    if "number" in content:
        return _done(requests.ASKED, gate, viewer, content)
    return credit_line(gate, viewer, content, done=True)


NOTICES: Final[Mapping[str, Callable[[Gate, Viewer, dict[str, Any]], object]]] = {
    requests.ASKED: partial(_told, requests.ASKED),
    requests.ANSWERED: partial(_told, requests.ANSWERED),
    requests.WITHDRAWN: partial(_told, requests.WITHDRAWN),
    credit_changes.CHANGED: partial(credit_line, done=False),
}
"""Every topic of messages about requests, and how it is read."""


def _tool(capability: str, arguments: type[Arguments], run: Callable[[Asking, Any], Result]) -> Tool:
    """A tool that prepares a request, or tells how those made stand when that is asked."""

    def serve(asking: Asking, given: Any) -> Result:  # noqa: ANN401 - the tool's own arguments
        kind, person = requests.KINDS[capability], asking.person
        decides = person.kind not in kind.askers and any(
            person.kind is whose and right in person.rights for whose, right in kind.decides.items()
        )
        waits = decides and capability in ONLY_ASKED
        if waits or NUMBER.search(asking.text) or ASKS_STANDING.search(asking.text):
            return listed(asking, capability)
        return run(asking, given)

    return Tool(capability, arguments, requests.KINDS[capability].asks, serve, drafts=True)


TOOLS = (
    _tool(requests.RETURN, ReturnArguments, ask_return),
    _tool(requests.FUNDS, FundArguments, ask_funds),
    _tool(requests.BONUS, BonusArguments, claim_bonus),
    _tool(requests.CLAIM, ClaimArguments, claim),
    _tool(requests.CREDIT, CreditArguments, change_credit),
    _tool(requests.QUOTE, QuoteArguments, ask_quote),
    _tool(requests.HANDOVER, HandoverArguments, hand_over),
)
