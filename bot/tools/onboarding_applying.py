"""Applying to become a partner: the programme's requirements first, then a form, then a draft to confirm."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from bot.tools.onboarding_words import lines_in
from bot.tools.questions import in_words
from bot.tools.results import Arguments, Asking, Outcome, Result
from channel import drafts
from channel.access.rights import Right
from channel.errors import NotAllowed, NotPossible
from channel.onboarding.opening import check_sold
from channel.onboarding_status import CaseFact, onboarding_cases
from channel.parties import OrganisationFact, organisations, own_organisation
from channel.tables.parties import Authorisation, Distribution, Kind, Line, Organisation
from channel.tables.programmes import Programme, Tier
from knowledge.answering import Source

APPLY: Final = "onboarding.apply"
MOST_SOURCES: Final = 1


class ApplyArguments(Arguments):
    """What they want to sell, as far as the words say."""

    line: str | None = None
    vendor: str | None = None
    distributor: str | None = None
    territory: str | None = None


@dataclass(frozen=True)
class EntryTier:
    """What a vendor's programme asks of a beginner: requirements by metric, as the programme has them."""

    vendor: str
    programme: str
    tier: str
    requirements: Mapping[str, Any]


@dataclass(frozen=True)
class Requirements:
    """What becoming a partner takes, before anybody fills anything in.

    `can_apply`: the reader may, and there is a distributor to apply to; `running` are cases that are under way.
    """

    tiers: tuple[EntryTier, ...]
    sources: tuple[Source, ...]
    distributors: tuple[str, ...]
    can_apply: bool
    running: tuple[CaseFact, ...]
    wanted: tuple[str, ...]
    day: date


@dataclass(frozen=True)
class ApplyDraft:
    """An application to be confirmed. `lines` as people say them."""

    key: str
    company: str
    distributor: str
    lines: tuple[str, ...]
    territory: str
    evidence: Mapping[str, str]


@dataclass(frozen=True)
class ApplyChoices:
    """What a form of application offers: distributors, lines and countries by value."""

    distributors: dict[str, str]
    lines: dict[str, str]
    countries: tuple[str, ...]
    home: str
    wanted: tuple[str, ...]
    register_number: str


def apply(asking: Asking, arguments: ApplyArguments) -> Result:
    """The requirements of the vendors in sight, what documents say of them, and the way to the form.

    Raises:
        NotAllowed: for somebody who is linked to nobody, or whose company cannot apply.
    """
    person = asking.person
    if person.organisation_id is None:
        raise NotAllowed(*_stranger(asking))
    if person.kind not in {Kind.PROSPECT, Kind.RESELLER}:
        raise NotAllowed(
            in_words(asking, "Resellers apply; you invite them.", "Bewerben können sich Händler; Sie laden sie ein."),
            in_words(
                asking,
                "Say “invite” with the company and its contact.",
                "Schreiben Sie „lade … ein“ mit Firma und Kontakt.",
            ),
        )
    with asking.gate.viewing(person) as session:
        choices = _choices(session, asking)
        wanted = lines_in(asking.text, choices.lines, arguments.line)
        vendor = arguments.vendor or (choices.lines[wanted[0]].rpartition(" ")[0] if wanted else None)
        tiers = _entry_tiers(session, vendor)
        running = onboarding_cases(session, only_open=True)
    mine = tuple(case for case in running if case.prospect_id == person.organisation_id)
    question = " ".join(filter(None, (vendor, "partner programme requirements", *wanted)))
    found = asking.library.find(person, question, asking.now, MOST_SOURCES)
    value = Requirements(
        tiers,
        tuple(hit.source for hit in found),
        tuple(choices.distributors.values()),
        Right.ADMINISTER in person.rights and bool(choices.distributors) and bool(choices.lines),
        mine,
        wanted,
        asking.now.date(),
    )
    return Result(value, Outcome.ANSWER, sources=("programmes",))


def choices_of(asking: Asking, wanted: tuple[str, ...]) -> ApplyChoices:
    """What the form offers the asker.

    Raises:
        NotPossible: when there is nobody to apply to.
    """
    with asking.gate.viewing(asking.person) as session:
        found = _choices(session, asking)
    if not found.distributors or not found.lines:
        raise NotPossible(
            in_words(
                asking,
                "I see no distributor that you could apply to here.",
                "Ich sehe keinen Distributor, bei dem Sie sich hier bewerben könnten.",
            )
        )
    return ApplyChoices(found.distributors, found.lines, found.countries, found.home, wanted, found.register_number)


def applied_for(asking: Asking, values: Mapping[str, str]) -> Result:
    """An application as a form has it, to be confirmed.

    Raises:
        NotAllowed: without the right to speak for the company.
        NotPossible: for a line that is not sold there.
    """
    person = asking.person
    if Right.ADMINISTER not in person.rights:
        raise NotAllowed(
            in_words(
                asking,
                "Who administers your company here applies for it.",
                "Für Ihre Firma bewirbt sich, wer sie hier administriert.",
            )
        )
    lines = [name for name in values.get("lines", "").split(",") if name]
    territory, distributor = values.get("territory", ""), int(values["distributor"])
    if not lines:
        raise NotPossible(in_words(asking, "Choose a line.", "Wählen Sie eine Linie."))
    evidence = {name: values[name].strip() for name in ("register_number", "about") if values.get(name, "").strip()}
    content = {"distributor": distributor, "lines": lines, "territory": territory, "evidence": evidence}
    with asking.gate.viewing(person) as session:
        choices = _choices(session, asking)
        own = own_organisation(session, person)
        check_sold(session, distributor, lines, territory, asking.now.date())
    with asking.gate.acting(person, Right.ADMINISTER) as action:
        key = drafts.save(action, APPLY, asking.thread, content)
    draft = ApplyDraft(
        key,
        own.name if own else "",
        choices.distributors.get(str(distributor), ""),
        tuple(choices.lines.get(name, name) for name in lines),
        territory,
        evidence,
    )
    return Result(draft, Outcome.DRAFT, draft=key)


def _choices(session: Session, asking: Asking) -> ApplyChoices:
    """Distributors in sight with what they sell; what the company may sell already is left out."""
    day, person = asking.now.date(), asking.person
    own = own_organisation(session, person)
    shops: dict[int, OrganisationFact] = {fact.id: fact for fact in organisations(session, Kind.DISTRIBUTOR)}
    rows = session.execute(
        select(
            Distribution.distributor_id,
            Distribution.territory,
            Line.id,
            Line.name,
            Organisation.key,
            Organisation.name.label("vendor"),
        )
        .join(Line, Line.id == Distribution.line_id)
        .join(Organisation, Organisation.id == Line.vendor_id)
        .where(Distribution.valid_from <= day, or_(Distribution.valid_to.is_(None), Distribution.valid_to >= day))
    ).all()
    held = {
        (row.line_id, row.territory)
        for row in session.scalars(
            select(Authorisation).where(
                Authorisation.reseller_id == person.organisation_id, Authorisation.status == "active"
            )
        )
    }
    home = own.country if own else ""
    offered = [row for row in rows if row.distributor_id in shops and (row.id, home) not in held]
    return ApplyChoices(
        {str(key): fact.name for key, fact in shops.items()},
        {f"{row.key}/{row.name}": f"{row.vendor} {row.name}" for row in sorted(offered, key=lambda r: (r.key, r.name))},
        tuple(sorted({row.territory for row in offered}, key=lambda code: (code != home, code))),
        home,
        (),
        "",
    )


def _entry_tiers(session: Session, vendor: str | None) -> tuple[EntryTier, ...]:
    """The lowest tier of each programme in sight."""
    names = {fact.id: fact.name for fact in organisations(session, Kind.VENDOR)}
    programmes = {row.id: row.name for row in session.scalars(select(Programme))}
    lowest: dict[int, Tier] = {}
    for tier in session.scalars(select(Tier).order_by(Tier.rank)):
        lowest.setdefault(tier.programme_id, tier)
    found = [
        EntryTier(names.get(tier.vendor_id, ""), programmes.get(key, ""), tier.name, dict(tier.requirements))
        for key, tier in lowest.items()
    ]
    told = [tier for tier in found if vendor is None or vendor.casefold() in tier.vendor.casefold()]
    return tuple(told or found)


def _stranger(asking: Asking) -> tuple[str, str]:
    return (
        in_words(
            asking,
            "Becoming a partner begins at a distributor: its partner manager invites your company.",
            "Partner werden beginnt bei einem Distributor: Dessen Partnermanagement lädt Ihre Firma ein.",
        ),
        in_words(
            asking,
            "I do not know you yet. Once you are invited under your work e-mail, I link you and lead you through it.",
            "Ich kenne Sie noch nicht. Sind Sie unter Ihrer dienstlichen E-Mail eingeladen, verknüpfe ich Sie und führe"
            " Sie durch.",
        ),
    )
