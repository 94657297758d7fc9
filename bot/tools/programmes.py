"""Programmes: certificates, the way to a tier, the rebate's next step, what is left of the marketing funds."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy.orm import Session

from bot.tools.asked import asker, span, today
from bot.tools.questions import in_words
from bot.tools.results import Arguments, Asking, Result, Tool
from channel import parties
from channel.access.rights import Right
from channel.errors import NotFound, Refusal
from channel.incentives import FundBalance, RebateProgress, marketing_funds, rebates
from channel.parties import OrganisationFact
from channel.programmes import CertificateFact, GapRequest, TierGap, certificates, tier_gaps
from channel.tables.parties import Kind

SOON = 90


class ProgrammeArguments(Arguments):
    """Whose standing, of which vendor, for which tier or certificate."""

    reseller: str | None = None
    vendor: str | None = None
    person: str | None = None
    certificate: str | None = None
    tiers: tuple[str, ...] = ()
    dates: tuple[str, ...] = ()
    period: str | None = None
    days: int | None = None
    aspects: tuple[str, ...] = ()


@dataclass(frozen=True)
class Certificates:
    """Certificates in sight; `until` when only those that end by then were asked for."""

    rows: tuple[CertificateFact, ...]
    day: date
    until: date | None
    others: bool


@dataclass(frozen=True)
class TierGaps:
    """What is there and missing for a tier. `mine`: the asker's own; `keep`: the tier held now is meant."""

    rows: tuple[TierGap, ...]
    mine: bool
    keep: bool


@dataclass(frozen=True)
class Rebates:
    """Growth rebates; for a vendor summed by distributor, without resellers."""

    rows: tuple[RebateProgress, ...]
    kind: Kind


@dataclass(frozen=True)
class Funds:
    """Marketing funds in sight on a day."""

    rows: tuple[FundBalance, ...]
    day: date
    others: bool


def certification(asking: Asking, arguments: ProgrammeArguments) -> Result:
    """Certificates with their last day, those that end soonest first.

    Raises:
        Refusal: when a reseller asks about another company.
        NotFound: when there is none in sight.
    """
    own = asker(asking)
    day = today(asking, own)
    until = _until(arguments, day)
    with asking.gate.viewing(asking.viewer) as session:
        company = _company(session, asking, arguments, own)
        rows = certificates(session, reseller_id=company.id if company else None)
    rows = tuple(row for row in rows if row.valid(day) and _named(row, arguments, until))
    if not rows:
        raise NotFound(
            in_words(
                asking,
                "I see no certificate that I can show you for that.",
                "Ich sehe dazu kein Zertifikat, das ich Ihnen zeigen kann.",
            )
        )
    others = asking.person.kind is not Kind.RESELLER
    return Result(Certificates(rows, day, until, others), sources=("certificates",))


def _until(arguments: ProgrammeArguments, day: date) -> date | None:
    if arguments.days is not None:
        return day + timedelta(days=arguments.days)
    asked = next((found for text in (*arguments.dates, arguments.period or "") if (found := span(text))), None)
    if asked is not None or arguments.certificate is not None or "expiring" not in arguments.aspects:
        return asked[1] if asked is not None else None
    return day + timedelta(days=SOON)


def _named(row: CertificateFact, arguments: ProgrammeArguments, until: date | None) -> bool:
    return (
        (arguments.certificate is None or row.code.casefold() == arguments.certificate.casefold())
        and (arguments.person is None or arguments.person.casefold() in row.person.casefold())
        and (arguments.vendor is None or arguments.vendor.casefold() in row.vendor.casefold())
        and (until is None or (row.expires_on is not None and row.expires_on <= until))
    )


def tier_gap(asking: Asking, arguments: ProgrammeArguments) -> Result:
    """What is missing for the next tier, a tier named, or for keeping the present one (without a person, too).

    Raises:
        Refusal: when a reseller asks about another company.
        NotFound: when no standing is in sight, it is the highest already, or the person named is not in sight.
    """
    own = asker(asking)
    day = today(asking, own)
    with asking.gate.viewing(asking.viewer) as session:
        company = _company(session, asking, arguments, own)
        keep = arguments.person is not None or "keep" in arguments.aspects or company is None
        request = GapRequest(
            day=day,
            reseller_id=company.id if company else None,
            vendor=arguments.vendor,
            tier=next(iter(arguments.tiers), None),
            keep=keep,
            without=_person(session, asking, arguments, company),
        )
        rows = tier_gaps(session, request)
        if not rows and not keep:
            keep = True
            rows = tier_gaps(session, GapRequest(day, request.reseller_id, arguments.vendor, keep=True))
    if company is None and request.without is None:
        rows = tuple(row for row in rows if not row.met)
    if not rows:
        raise NotFound(
            in_words(
                asking,
                "I see nothing missing for a tier that I can show you.",
                "Ich sehe keine Stufe, für die etwas fehlt und die ich Ihnen zeigen kann.",
            )
        )
    mine = own is not None and company is not None and own.id == company.id
    return Result(TierGaps(rows, mine, keep), sources=("standings", "certificates"))


def _person(
    session: Session, asking: Asking, arguments: ProgrammeArguments, company: OrganisationFact | None
) -> str | None:
    """The full name of the person named, as certificates carry it.

    Raises:
        NotFound: when the asker sees nobody of that name at the company; the same words for whoever may not ask.
    """
    if arguments.person is None:
        return None
    wanted = arguments.person.casefold()
    held = certificates(session, reseller_id=company.id if company else None)
    found = next((row.person for row in held if row.person and wanted in row.person.casefold()), None)
    if found is None:
        raise NotFound(
            in_words(
                asking,
                f"I see nobody called “{arguments.person}” whose certificates I can show you.",
                f"Ich sehe niemanden mit dem Namen „{arguments.person}“, dessen Zertifikate ich Ihnen zeigen kann.",
            ),
            in_words(
                asking,
                "A company itself and its distributor can ask what happens when somebody leaves.",
                "Was ein Weggang bedeutet, können die Firma selbst und ihr Distributor fragen.",
            ),
        )
    return found


def rebate(asking: Asking, arguments: ProgrammeArguments) -> Result:
    """How far the growth rebate is, and what is missing to its next step.

    Raises:
        Refusal: when a reseller asks about another company.
        NotFound: when there is none in sight.
    """
    own = asker(asking)
    with asking.gate.viewing(asking.viewer) as session:
        company = _company(session, asking, arguments, own)
        rows = rebates(session, reseller_id=company.id if company else None)
    if not rows:
        raise NotFound(
            in_words(
                asking,
                "I see no rebate running that I can show you.",
                "Ich sehe keine laufende Prämie (Rebate), die ich Ihnen zeigen kann.",
            )
        )
    return Result(Rebates(rows, asking.person.kind or Kind.RESELLER), sources=("accruals",))


def funds(asking: Asking, arguments: ProgrammeArguments) -> Result:
    """What is left of the marketing funds, and what lapses when.

    Raises:
        Refusal: when a reseller asks about another company.
        NotFound: when there is none in sight.
    """
    own = asker(asking)
    with asking.gate.viewing(asking.viewer) as session:
        company = _company(session, asking, arguments, own)
        rows = marketing_funds(session, reseller_id=company.id if company else None)
    if not rows:
        raise NotFound(
            in_words(
                asking,
                "I see no marketing funds (MDF) that I can show you.",
                "Ich sehe keine Marketingmittel (MDF), die ich Ihnen zeigen kann.",
            )
        )
    others = asking.person.kind is not Kind.RESELLER
    return Result(Funds(rows, today(asking, own), others), sources=("marketing funds",))


def _company(
    session: Session, asking: Asking, arguments: ProgrammeArguments, own: OrganisationFact | None
) -> OrganisationFact | None:
    """The reseller meant: the asker's own, the one named, or none for all in sight."""
    if asking.person.kind is Kind.RESELLER:
        found = parties.find_organisation(session, arguments.reseller) if arguments.reseller else own
        if found is None or own is None or found.id != own.id:
            raise Refusal(
                in_words(
                    asking,
                    "I say only to a company itself how it stands.",
                    "Wie eine Firma steht, sage ich nur ihr selbst.",
                ),
                in_words(asking, "Ask me about your own company.", "Fragen Sie nach Ihrer eigenen Firma."),
            )
        return own
    if arguments.reseller is None:
        return None
    company = parties.find_organisation(session, arguments.reseller, Kind.RESELLER)
    if company is None:
        raise NotFound(
            in_words(
                asking,
                f"I know no reseller “{arguments.reseller}” that I can show you.",
                f"Ich kenne keinen Händler „{arguments.reseller}“, den ich Ihnen zeigen kann.",
            )
        )
    return company


TOOLS = (
    Tool("certification.status", ProgrammeArguments, Right.ASK, certification),
    Tool("tier.gap", ProgrammeArguments, Right.ASK, tier_gap),
    Tool("rebate.progress", ProgrammeArguments, Right.ASK, rebate),
    Tool("mdf.balance", ProgrammeArguments, Right.ASK, funds),
)
