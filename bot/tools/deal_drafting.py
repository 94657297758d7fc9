"""Registering a deal: what was said becomes a draft that asks only for what the policy requires and nobody has said."""

from __future__ import annotations

from collections.abc import Mapping
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
from channel.errors import BadInput, NotPossible
from channel.matching import normalised
from channel.parties import OrganisationFact, names_of, organisation
from channel.policy import HOUSE_RULES, Policy, policy_for_deal
from channel.tables.parties import Kind

REGISTER = "deal.register"
FORM_FIELDS = (
    "customer",
    "country",
    "postcode",
    "city",
    "domain",
    "register_number",
    "contact_name",
    "contact_email",
    "project",
    "lines",
    "value",
    "currency",
    "expected_close",
    "tender",
)
"""The fields of the form, whose blocks carry these names."""


def register(asking: Asking, arguments: DealArguments) -> Result:
    """A draft from a sentence, or a correction of the draft that waits in the thread.

    Raises:
        NotPossible: for anybody but a reseller.
    """
    _only_resellers(asking)
    with asking.gate.viewing(asking.person) as session:
        own = asker(asking)
        day = today(asking, own)
        waiting = _waiting(session, asking)
        known = Application() if waiting is None else Application.model_validate(waiting.content)
        if waiting and arguments.customer and known.customer and _another(arguments.customer, known.customer):
            waiting, known = None, Application()
        application = said(asking.text, arguments, known, day)
        drafted = _judge(session, asking, own, application, arguments, day)
    return _kept(asking, waiting.key if waiting else None, drafted)


def from_form(asking: Asking, key: str | None, fields: Mapping[str, str]) -> Result:
    """A draft from the form: `fields` as typed, by the names of `FORM_FIELDS`; `key` of the draft edited, if any.

    Raises:
        BadInput: for a value that cannot be read; the message names the field.
        NotFound: if the person has no such draft.
    """
    _only_resellers(asking)
    with asking.gate.viewing(asking.person) as session:
        own = asker(asking)
        known = Application.model_validate(drafts.by_key(session, key).content) if key else Application()
        application = known.model_copy(update=_typed(fields))
        drafted = _judge(session, asking, own, application, DealArguments(), today(asking, own))
    unknown = [mpn for mpn, _ in application.lines if mpn not in {g.mpn for g in drafted.filled.goods}]
    if unknown:
        raise BadInput(f"I know no product “{unknown[0]}”.", "Write one per line, such as: 12 NW-FW120")
    return _kept(asking, key, drafted)


def draft_fields(asking: Asking, key: str) -> RegistrationDraft:
    """The draft under a key, to be edited in the form.

    Raises:
        NotFound: if the person has no such draft.
    """
    with asking.gate.viewing(asking.person) as session:
        own = asker(asking)
        application = Application.model_validate(drafts.by_key(session, key).content)
        drafted = _judge(session, asking, own, application, DealArguments(), today(asking, own))
    return replace(drafted.draft, key=key)


class _Judged:
    """A draft with what speaks against it."""

    def __init__(
        self, draft: RegistrationDraft, filled: Filled, wrong: NotEligible | None, ways: dict[int, str]
    ) -> None:
        self.draft = draft
        self.filled = filled
        self.wrong = wrong
        self.ways = ways


def _judge(
    session: Session,
    asking: Asking,
    own: OrganisationFact | None,
    application: Application,
    arguments: DealArguments,
    day: date,
) -> _Judged:
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
    return _Judged(draft, filled, wrong, names_of(session, filled.ways))


def _policy(session: Session, filled: Filled, day: date) -> Policy:
    known = filled.application
    if known.vendor_id is None:
        return HOUSE_RULES
    return policy_for_deal(session, known.vendor_id, known.country, [g.line_id for g in filled.goods], day)


def _kept(asking: Asking, key: str | None, judged: _Judged) -> Result:
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


def _which_distributor(asking: Asking, judged: _Judged) -> Result:
    names = [judged.ways[way] for way in sorted(judged.ways)]
    return clarify(
        in_words(
            asking,
            "Through which distributor? I kept the draft.",
            "Über welchen Distributor? Den Entwurf habe ich behalten.",
        ),
        *(Choice(name, in_words(asking, f"register it via {name}", f"über {name} anmelden")) for name in names),
    )


def _only_resellers(asking: Asking) -> None:
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


def _typed(fields: Mapping[str, str]) -> dict[str, object]:
    typed: dict[str, object] = {
        name: text.strip() or None for name, text in fields.items() if name in FORM_FIELDS and name != "lines"
    }
    if "project" in typed:
        typed["project"] = typed["project"] or ""
    if "lines" in fields:
        typed["lines"] = _typed_lines(fields["lines"])
    if typed.get("value"):
        typed["value"] = _typed_amount(str(typed["value"]))
    if typed.get("expected_close"):
        typed["expected_close"] = _typed_day(str(typed["expected_close"]))
    return typed


def _typed_lines(text: str) -> tuple[tuple[str, int | None], ...]:
    """Lines such as `12 NW-FW120` or `NW-FW120 x 12`, one each or with commas."""
    found: dict[str, int | None] = {}
    for part in text.replace(",", "\n").splitlines():
        words = [word for word in part.replace("×", " ").split() if word.lower() != "x"]
        numbers = [word for word in words if word.isdigit()]
        names = [word for word in words if not word.isdigit()]
        if len(names) > 1 or len(numbers) > 1 or (numbers and not names):
            raise BadInput(f"I cannot read “{part.strip()}” as a product.", "Write one per line, such as: 12 NW-FW120")
        if names:
            found[names[0].upper()] = int(numbers[0]) if numbers else None
    return tuple(found.items())


def _typed_amount(text: str) -> str:
    plain = text.replace(" ", "").replace("'", "")
    if plain.rfind(",") > plain.rfind("."):
        plain = plain.replace(".", "").replace(",", "." if len(plain) - plain.rfind(",") <= 3 else "")  # noqa: PLR2004 - two decimals
    else:
        plain = plain.replace(",", "")
    if not plain.replace(".", "", 1).isdigit():
        raise BadInput(f"I cannot read “{text}” as an amount.", "Write it in figures, such as 48000")
    return plain


def _typed_day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise BadInput(f"I cannot read “{text}” as a day.", "Write it as 2027-01-31") from error
