"""How far the onboarding of a partner is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from bot.tools.asked import asker, today
from bot.tools.questions import in_words
from bot.tools.results import Arguments, Asking, Result, Tool
from channel.access.rights import Right
from channel.errors import NotFound
from channel.onboarding_status import CaseFact, onboarding_cases


class StatusArguments(Arguments):
    """Whose onboarding."""

    reseller: str | None = None


@dataclass(frozen=True)
class Onboardings:
    """Cases in sight on a day. `organisation_id` is the asker's own, to say whose turn it is."""

    cases: tuple[CaseFact, ...]
    organisation_id: int | None
    day: date


def status(asking: Asking, arguments: StatusArguments) -> Result:
    """The cases in sight with their open steps.

    Raises:
        NotFound: when there is none in sight.
    """
    own = asker(asking)
    with asking.gate.viewing(asking.viewer) as session:
        cases = onboarding_cases(session, arguments.reseller)
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
    value = Onboardings(cases, asking.person.organisation_id, today(asking, own))
    return Result(value, sources=("onboarding",))


TOOLS = (Tool("onboarding.status", StatusArguments, Right.ASK, status),)
