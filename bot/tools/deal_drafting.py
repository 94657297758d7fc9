"""Registering a deal: what was said becomes a draft that asks only for what the policy requires and nobody has said."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from sqlalchemy.orm import Session

from bot.tools.asked import asker, today
from bot.tools.deal_words import DealArguments, Filled, completed, said
from bot.tools.questions import Choice, clarify, in_words
from bot.tools.results import Asking, Outcome, Result
from channel import drafts
from channel.access.rights import Right
from channel.deals import eligibility
from channel.deals.views import Application, NotEligible, RegistrationDraft
from channel.errors import NotPossible
from channel.matching import normalised
from channel.parties import OrganisationFact, names_of, organisation
from channel.policy import HOUSE_RULES, Policy, policy_for_deal
from channel.tables.parties import Kind

REGISTER = "deal.register"


def register(asking: Asking, arguments: DealArguments) -> Result:
    """A draft from a sentence, or a correction of the draft that waits in the thread.

    Raises:
        NotPossible: for anybody but a reseller.
    """
    only_resellers(asking)
    with asking.gate.viewing(asking.person) as session:
        own = asker(asking)
        day = today(asking, own)
        waiting = _waiting(session, asking)
        known = Application() if waiting is None else Application.model_validate(waiting.content).said()
        if waiting and arguments.customer and known.customer and _another(arguments.customer, known.customer):
            waiting, known = None, Application()
        application = said(asking.text, arguments, known, day)
        drafted = judge(session, asking, own, application, arguments, day)
    return kept(asking, waiting.key if waiting else None, drafted)


def draft_fields(asking: Asking, key: str) -> RegistrationDraft:
    """The draft under a key, to be edited in the form.

    Raises:
        NotFound: if the person has no such draft.
    """
    with asking.gate.viewing(asking.person) as session:
        own = asker(asking)
        application = Application.model_validate(drafts.by_key(session, key).content).said()
        drafted = judge(session, asking, own, application, DealArguments(), today(asking, own))
    return replace(drafted.draft, key=key)


class Judged:
    """A draft with what speaks against it."""

    def __init__(
        self, draft: RegistrationDraft, filled: Filled, wrong: NotEligible | None, ways: dict[int, str]
    ) -> None:
        self.draft = draft
        self.filled = filled
        self.wrong = wrong
        self.ways = ways


def judge(
    session: Session,
    asking: Asking,
    own: OrganisationFact | None,
    application: Application,
    arguments: DealArguments,
    day: date,
) -> Judged:
    """The application with what follows from it, what it lacks, and what the rules have against it."""
    filled = completed(session, asking.person, own, application, arguments, day)
    known = filled.application
    policy = _policy(session, filled, day)
    problems = eligibility.check(session, policy, known, asking.person.organisation_id or 0, day)
    vendor = organisation(session, known.vendor_id)
    distributor = organisation(session, known.distributor_id)
    draft = RegistrationDraft(
        key="",
        application=known,
        vendor=vendor.name if vendor else None,
        distributor=distributor.name if distributor else None,
        missing=eligibility.missing(policy, known),
        assumed=filled.assumed,
        clause=policy.clause,
        protection_days=policy.rules.protection_days,
    )
    wrong = NotEligible(known.customer, problems, policy.clause) if problems else None
    return Judged(draft, filled, wrong, names_of(session, filled.ways))


def _policy(session: Session, filled: Filled, day: date) -> Policy:
    known = filled.application
    if known.vendor_id is None:
        return HOUSE_RULES
    return policy_for_deal(session, known.vendor_id, known.country, [g.line_id for g in filled.goods], day)


def kept(asking: Asking, key: str | None, judged: Judged) -> Result:
    """Refuse, ask, or show what is to be confirmed; the draft is kept in all but the first."""
    if judged.wrong is not None:
        return Result(judged.wrong, Outcome.ANSWER)
    content = judged.filled.application.content()
    with asking.gate.acting(asking.person, Right.REGISTER_DEALS) as action:
        if key is None:
            key = drafts.save(action, REGISTER, asking.thread, content)
        else:
            drafts.change(action, key, content)
    draft = replace(judged.draft, key=key)
    if not draft.missing and draft.distributor is None:
        return _which_distributor(asking, judged)
    outcome = Outcome.CLARIFY if draft.missing else Outcome.DRAFT
    return Result(draft, outcome, listed=(), draft=key)


def _which_distributor(asking: Asking, judged: Judged) -> Result:
    names = [judged.ways[way] for way in sorted(judged.ways)]
    return clarify(
        in_words(
            asking,
            "Through which distributor? I kept the draft.",
            "Über welchen Distributor? Den Entwurf habe ich behalten.",
        ),
        *(Choice(name, in_words(asking, f"register it via {name}", f"über {name} anmelden")) for name in names),
    )


def only_resellers(asking: Asking) -> None:
    """Refuse everybody else.

    Raises:
        NotPossible: for anybody but a reseller.
    """
    if asking.person.kind is not Kind.RESELLER:
        raise NotPossible(
            in_words(
                asking,
                "Deals are registered by the reseller that found them.",
                "Deals meldet der Reseller an, der sie gefunden hat.",
            ),
            in_words(asking, "Ask the reseller to register it here.", "Bitten Sie den Reseller, ihn hier anzumelden."),
        )


def _waiting(session: Session, asking: Asking) -> drafts.OpenDraft | None:
    found = drafts.open_draft(session, asking.person.person_id or 0, asking.thread)
    return found if found is not None and found.capability == REGISTER else None


def _another(said_now: str, known: str) -> bool:
    now, before = normalised(said_now), normalised(known)
    return now not in before and before not in now
