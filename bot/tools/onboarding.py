"""Onboarding by chat: its tools together, how far it is, and the news that it owes people."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from bot.tools.asked import asker, today
from bot.tools.onboarding_applying import ApplyArguments, apply
from bot.tools.onboarding_deciding import DecideArguments, decide
from bot.tools.onboarding_inviting import INVITE, InviteArguments, invite
from bot.tools.questions import in_words
from bot.tools.results import Arguments, Asking, Result, Tool
from channel.access.gate import Gate
from channel.access.rights import Right
from channel.access.viewer import Viewer
from channel.errors import NotFound
from channel.onboarding import deciding, joining, leaving, opening, proposing, reminding, telling
from channel.onboarding.joining import Offer
from channel.onboarding_status import CaseFact, onboarding_case, onboarding_cases
from channel.parties import own_organisation


class StatusArguments(Arguments):
    """Which prospect, if it is named."""

    reseller: str | None = None


@dataclass(frozen=True)
class Onboardings:
    """The cases in sight on a day. `organisation_id` is the asker's own, to say whose turn it is.

    `decides`: the asker takes partners on for their distributor.
    """

    cases: tuple[CaseFact, ...]
    organisation_id: int | None
    day: date
    decides: bool = False


@dataclass(frozen=True)
class OnboardingNotice:
    """News of a case: `topic` says which, `content` what it is about; `done`: the reader just did it."""

    topic: str
    value: Onboardings
    content: Mapping[str, Any]
    done: bool = False

    @property
    def case(self) -> CaseFact:
        """The case that it is about."""
        return self.value.cases[0]


@dataclass(frozen=True)
class InvitationNotice:
    """An invitation of another distributor, for the administrators of the company."""

    offer: Offer
    done: bool = False


@dataclass(frozen=True)
class ProposalNotice:
    """A credit line that is proposed, for who may set it; `amount` is a decimal in `currency` (ISO 4217)."""

    company: str
    amount: str
    currency: str
    by: str
    done: bool = False


@dataclass(frozen=True)
class LeftNotice:
    """For a vendor: a registration stays behind whose reseller left."""

    number: str


def status(asking: Asking, arguments: StatusArguments) -> Result:
    """The cases in sight with their open steps; open ones alone, where there are several.

    Raises:
        NotFound: when there is none in sight.
    """
    own = asker(asking)
    with asking.gate.viewing(asking.viewer) as session:
        cases = onboarding_cases(session, arguments.reseller, only_open=True) or onboarding_cases(
            session, arguments.reseller
        )
    if not cases:
        raise NotFound(
            in_words(
                asking,
                "I see no onboarding that I can show you.",
                "Ich sehe kein Onboarding, das ich Ihnen zeigen kann.",
            ),
            in_words(
                asking,
                "The distributor's partner manager and the company itself can follow it.",
                "Verfolgen können es das Partnermanagement des Distributors und die Firma selbst.",
            ),
        )
    decides = Right.ONBOARD in asking.person.rights
    value = Onboardings(cases, asking.person.organisation_id, today(asking, own), decides)
    return Result(value, sources=("onboarding",))


def one(gate: Gate, viewer: Viewer, case: int) -> Onboardings:
    """A case in a reader's sight, on their day.

    Raises:
        NotFound: when there is none.
    """
    with gate.viewing(viewer) as session:
        fact = onboarding_case(session, case)
        own = own_organisation(session, viewer)
    from zoneinfo import ZoneInfo

    day = gate.now().astimezone(ZoneInfo(own.timezone if own else "UTC")).date()
    return Onboardings((fact,), viewer.organisation_id, day, Right.ONBOARD in viewer.rights)


def _news(topic: str, *, done: bool = False) -> Callable[[Gate, Viewer, dict[str, Any]], OnboardingNotice]:
    return lambda gate, viewer, content: OnboardingNotice(topic, one(gate, viewer, content["case"]), content, done)


def invited(gate: Gate, viewer: Viewer, content: dict[str, Any]) -> OnboardingNotice | Onboardings:
    """What confirmed invitations came to."""
    if len(content["cases"]) == 1:
        return OnboardingNotice(opening.INVITED, one(gate, viewer, content["cases"][0]), content, done=True)
    found = [one(gate, viewer, case) for case in content["cases"]]
    return Onboardings(tuple(case for each in found for case in each.cases), viewer.organisation_id, found[0].day, True)


applied = _news(opening.APPLIED, done=True)
decided = _news(deciding.DECIDED, done=True)
stepped = _news("onboarding.step", done=True)
vetted = _news("onboarding.vetted", done=True)


def joined(gate: Gate, viewer: Viewer, content: dict[str, Any]) -> InvitationNotice:
    """What an answered invitation came to."""
    with gate.viewing(viewer) as session:
        return InvitationNotice(joining.offer(session, content["invitation"]), done=True)


def _offered(gate: Gate, viewer: Viewer, content: dict[str, Any]) -> InvitationNotice:
    with gate.viewing(viewer) as session:
        return InvitationNotice(joining.offer(session, content["invitation"]))


def proposed(gate: Gate, viewer: Viewer, content: dict[str, Any]) -> ProposalNotice:
    """What a confirmed proposal came to."""
    return _proposal(gate, viewer, content, done=True)


def _proposal(gate: Gate, viewer: Viewer, content: dict[str, Any], *, done: bool = False) -> ProposalNotice:
    company = one(gate, viewer, content["case"]).cases[0].prospect
    return ProposalNotice(company, content["amount"], content["currency"], str(content.get("by", "")), done)


NOTICES: Final[Mapping[str, Callable[[Gate, Viewer, dict[str, Any]], object]]] = {
    opening.APPLIED: _news(opening.APPLIED),
    opening.OFFERED: _offered,
    telling.TURN: _news(telling.TURN),
    reminding.REMINDED: _news(reminding.REMINDED),
    deciding.DECIDED: _news(deciding.DECIDED),
    joining.JOINED: _news(joining.JOINED),
    proposing.PROPOSED: _proposal,
    leaving.LEFT: lambda _gate, _viewer, content: LeftNotice(content["number"]),
}
"""Every topic of messages about onboarding, and how it is read."""

TOOLS = (
    Tool(INVITE, InviteArguments, Right.ONBOARD, invite, drafts=True),
    Tool("onboarding.apply", ApplyArguments, Right.ASK, apply, drafts=True, open_to_all=True),
    Tool("onboarding.decide", DecideArguments, Right.ONBOARD, decide, drafts=True),
    Tool("onboarding.status", StatusArguments, Right.ASK, status),
)
