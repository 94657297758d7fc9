"""Registering a deal: what was said becomes a draft that asks only for what the policy requires and nobody has said."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from sqlalchemy.orm import Session

from bot.tools.asked import asker, today
from bot.tools.deal_copies import copied
from bot.tools.deal_words import DealArguments, Filled, completed, said
from bot.tools.questions import Choice, clarify, in_words
from bot.tools.results import Asking, Outcome, Result
from channel import drafts
from channel.access.rights import Right
from channel.deals import eligibility
from channel.deals.views import Application, NotEligible, RegistrationDraft
from channel.errors import NotPossible
from channel.matching import normalised
from channel.parties import OrganisationFact, find_organisation, names_of, organisation
from channel.policy import HOUSE_RULES, Policy, policy_for_deal
from channel.tables.parties import Kind
from channel.uploads import kept_files

REGISTER = "deal.register"
TO_CORRECT = frozenset({"number_wrong", "number_elsewhere", "domain_wrong", "email_wrong", "postcode_wrong"})
"""What cannot be as it was said, and is asked for again; the draft is kept meanwhile."""


def register(asking: Asking, arguments: DealArguments) -> Result:
    """A draft from a sentence, or a correction of the draft that waits in the thread.

    Raises:
        NotPossible: for anybody but a reseller, or the distributor that it buys from.
    """
    only_registrants(asking)
    with asking.gate.viewing(asking.person) as session:
        own = asker(asking)
        day = today(asking, own)
        waiting = _waiting(session, asking)
        known = Application() if waiting is None else Application.model_validate(waiting.content).said()
        if waiting and arguments.customer and known.customer and _another(arguments.customer, known.customer):
            waiting, known = None, Application()
        if arguments.deals and waiting is None:
            known = copied(session, arguments.deals[0])
        known = for_whom(session, asking, arguments, known)
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
    reseller = known.reseller_id or asking.person.organisation_id or 0
    problems = eligibility.check(session, policy, known, reseller, day)
    wrong = tuple(problem for problem in problems if problem.code in TO_CORRECT)
    vendor = organisation(session, known.vendor_id)
    distributor = organisation(session, known.distributor_id)
    on_behalf = organisation(session, known.reseller_id)
    draft = RegistrationDraft(
        key="",
        application=known,
        vendor=vendor.name if vendor else None,
        distributor=distributor.name if distributor else None,
        missing=eligibility.missing(policy, known),
        assumed=filled.assumed,
        clause=policy.clause,
        protection_days=policy.rules.protection_days,
        wrong=wrong,
        doubts=eligibility.doubts(session, policy, known, reseller, day),
        valid_from=policy.valid_from,
        reseller=on_behalf.name if on_behalf else None,
        evidence=tuple(file.file_name for file in kept_files(session, known.uploads)),
        skips_distributor=asking.person.kind is Kind.DISTRIBUTOR
        or "distributor" not in policy.rules.approval_chain
        or policy.rules.distributor_step_mode != "approve",
    )
    forbidden = tuple(problem for problem in problems if problem.code not in TO_CORRECT)
    against = NotEligible(known.customer, forbidden, policy.clause, policy.valid_from) if forbidden else None
    return Judged(draft, filled, against, names_of(session, filled.ways))


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
    if not draft.missing and not draft.wrong and draft.distributor is None:
        return _which_distributor(asking, judged)
    outcome = Outcome.CLARIFY if draft.missing or draft.wrong else Outcome.DRAFT
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


def only_registrants(asking: Asking) -> None:
    """Refuse everybody but resellers, and the distributors that register for them.

    Raises:
        NotPossible: for anybody else.
    """
    if asking.person.kind not in {Kind.RESELLER, Kind.DISTRIBUTOR}:
        raise NotPossible(
            in_words(
                asking,
                "Deals are registered by the reseller that found them, or for it by the distributor it buys from.",
                "Deals meldet der Reseller an, der sie gefunden hat, oder für ihn sein Distributor.",
            ),
            in_words(asking, "Ask the reseller to register it here.", "Bitten Sie den Reseller, ihn hier anzumelden."),
        )


def for_whom(
    session: Session, asking: Asking, arguments: DealArguments, known: Application
) -> Application:
    """The application with the reseller for whom a distributor registers it, and the distributor itself.

    Raises:
        NotPossible: if a distributor names no reseller that buys from it.
    """
    if asking.person.kind is not Kind.DISTRIBUTOR:
        return known
    named = find_organisation(session, arguments.reseller, Kind.RESELLER) if arguments.reseller else None
    reseller = named.id if named else known.reseller_id
    if reseller is None:
        raise NotPossible(
            in_words(
                asking,
                "For which reseller? I find none of yours in that.",
                "Für welchen Reseller? Darin finde ich keinen von Ihren.",
            ),
            in_words(
                asking,
                "Name it: “register it for Donau Systems: ...”.",
                "Nennen Sie ihn: „für Donau Systems anmelden: ...“.",
            ),
        )
    return known.model_copy(update={"reseller_id": reseller, "distributor_id": asking.person.organisation_id})


def _waiting(session: Session, asking: Asking) -> drafts.OpenDraft | None:
    found = drafts.open_draft(session, asking.person.person_id or 0, asking.thread)
    return found if found is not None and found.capability == REGISTER else None


def _another(said_now: str, known: str) -> bool:
    now, before = normalised(said_now), normalised(known)
    return now not in before and before not in now
