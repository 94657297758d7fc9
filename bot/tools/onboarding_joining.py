"""Answering the invitation of another distributor: a draft of the company's administrator."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from bot.tools.questions import in_words
from bot.tools.results import Asking, Outcome, Result
from channel import drafts
from channel.access.rights import Right
from channel.errors import NotPossible
from channel.onboarding import joining
from channel.onboarding.joining import Offer

JOIN: Final = "onboarding.join"


@dataclass(frozen=True)
class JoinDraft:
    """An answer to be confirmed."""

    key: str
    offer: Offer
    accepted: bool


def answer(asking: Asking, invitation: int, *, accepted: bool) -> Result:
    """The answer, to be confirmed.

    Raises:
        NotFound: when there is no such invitation in sight.
        NotPossible: when it was answered before.
    """
    with asking.gate.viewing(asking.person) as session:
        offer = joining.offer(session, invitation)
    if offer.state != joining.WAITING:
        raise NotPossible(
            in_words(asking, "That invitation was answered already.", "Diese Einladung ist schon beantwortet.")
        )
    with asking.gate.acting(asking.person, Right.ADMINISTER) as action:
        key = drafts.save(action, JOIN, asking.thread, {"invitation": invitation, "accepted": accepted})
    return Result(JoinDraft(key, offer, accepted), Outcome.DRAFT, draft=key)
