"""Inviting companies to become partners: one sentence, a pasted card, a form, or a file; always a draft to confirm."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from bot.tools.asked import asker, today
from bot.tools.onboarding_words import lines_in, merged, read_company
from bot.tools.questions import clarify, in_words
from bot.tools.results import Arguments, Asking, Outcome, Result
from channel import drafts
from channel.access.gate import Action
from channel.access.rights import Right
from channel.drafts import OpenDraft
from channel.errors import BadInput, NotAllowed, Refusal
from channel.onboarding import opening
from channel.onboarding.checklists import Checklist, checklist_for
from channel.onboarding.companies import DOUBTS, Company, Fault, faults, tidied
from channel.tables.parties import Distribution, Kind, Line, Organisation

INVITE: Final = "onboarding.invite"
Content = dict[str, Any]


class InviteArguments(Arguments):
    """Who is invited, as far as the words were read."""

    reseller: str | None = None
    person: str | None = None
    email: str | None = None
    line: str | None = None
    vendor: str | None = None
    territory: str | None = None


@dataclass(frozen=True)
class InvitedRow:
    """A company of an invitation: what is wrong with it, and why it is not taken on, in the inviter's words."""

    number: int
    company: Company
    faults: tuple[Fault, ...] = ()
    refused: str = ""

    @property
    def good(self) -> bool:
        """Can it be invited as it is?"""
        return not self.refused and not set(self.faults) - DOUBTS


@dataclass(frozen=True)
class InviteDraft:
    """Companies to be invited. `lines` as people say them; `ready`: it can be confirmed as it is.

    `key` is the draft's, none for a file in which no row can be invited.
    """

    key: str | None
    rows: tuple[InvitedRow, ...]
    lines: tuple[str, ...]
    territory: str
    checklist: Checklist
    ready: bool
    file_name: str = ""

    @property
    def good(self) -> tuple[InvitedRow, ...]:
        """The rows that would be invited."""
        return tuple(row for row in self.rows if row.good)


def invite(asking: Asking, arguments: InviteArguments) -> Result:
    """A company to be invited, with what is missing or wrong with it.

    Raises:
        NotAllowed: for anybody but a distributor's people who take partners on.
    """
    _check_side(asking)
    waiting = _waiting(asking)
    said = read_company(
        asking.text,
        name=arguments.reseller or "",
        email=arguments.email or "",
        country=(arguments.territory or "")[:2] if arguments.territory and "-" not in arguments.territory else "",
        contact=arguments.person if arguments.person and arguments.person in asking.text else "",
    )
    company = said
    lines = tuple(_lines_said(asking, arguments))
    if waiting is not None and len(waiting.content["companies"]) == 1:
        known = Company.read(waiting.content["companies"][0])
        if not said.legal_name or said.name.casefold() in known.legal_name.casefold():
            company = merged(known, said)
            lines = lines or tuple(waiting.content["lines"])
    if not company.legal_name and not company.email:
        return clarify(
            in_words(
                asking,
                "Whom shall I invite? Write the company with its legal form, country, and a contact with their work"
                " e-mail, paste a business card, or drop a CSV of companies here.",
                "Wen soll ich einladen? Schreiben Sie Firma mit Rechtsform, Land und einen Kontakt mit dienstlicher"
                " E-Mail, fügen Sie eine Visitenkarte ein, oder legen Sie eine CSV mit Firmen hier ab.",
            )
        )
    return draft(asking, (company,), lines, "", waiting)


def draft(
    asking: Asking,
    companies: tuple[Company, ...],
    lines: tuple[str, ...],
    file_name: str,
    waiting: OpenDraft | None = None,
    uploaded: tuple[str, ...] = (),
) -> Result:
    """The invitation, to be confirmed; it takes the place of `waiting`, if that is told."""
    rows = tuple(_judged(asking, number, company, lines) for number, company in enumerate(companies, start=1))
    good = [row.company for row in rows if row.good]
    many = len(rows) > 1 or bool(file_name)
    kept = good if many else [row.company for row in rows]
    content: Content = {
        "companies": [company.plain() for company in kept],
        "lines": list(lines),
        "uploads": list(uploaded),
        "file": file_name,
    }
    ready = bool(good) and bool(lines)
    key = None
    if kept:
        with asking.gate.acting(asking.person, Right.ONBOARD) as action:
            if waiting is not None:
                drafts.change(action, waiting.key, content)
                key = waiting.key
            else:
                key = drafts.save(action, INVITE, asking.thread, content)
    country = kept[0].country if kept else ""
    with asking.gate.viewing(asking.person) as session:
        checklist = checklist_for(
            session, asking.person.organisation_id or 0, lines, country, today(asking, asker(asking))
        )
        shown = said_lines(session, lines)
    return Result(
        InviteDraft(key, rows, shown, country, checklist, ready, file_name),
        Outcome.DRAFT if key else Outcome.CLARIFY,
        draft=key,
    )


def fields_of(asking: Asking, key: str) -> tuple[Company, tuple[str, ...], dict[str, str]]:
    """What a form of a waiting invitation begins with: the company, its lines, and all lines to choose from.

    Raises:
        NotFound: when the person has no such draft.
    """
    with asking.gate.viewing(asking.person) as session:
        content = drafts.by_key(session, key).content
        return Company.read(content["companies"][0]), tuple(content["lines"]), sold(session, asking)


def filled(asking: Asking, key: str, values: dict[str, str]) -> Result:
    """The invitation as a sent form has it.

    Raises:
        NotFound: when the person has no such draft.
    """
    with asking.gate.viewing(asking.person) as session:
        waiting = drafts.by_key(session, key)
    lines = tuple(name for name in values.get("lines", "").split(",") if name)
    return draft(asking, (tidied(Company.read(values)),), lines, "", waiting)


def perform(action: Action, content: Content) -> Content:
    """Invite, once nothing is wrong any more.

    Raises:
        BadInput: when something is still missing or wrong.
        NotPossible: see `channel.onboarding.opening.invite`.
    """
    wrong = any(set(faults(Company.read(row))) - DOUBTS for row in content["companies"])
    if wrong or not content["companies"] or not content["lines"]:
        raise BadInput(
            "Something is still missing in this invitation, so nobody was invited.",
            "Complete it first; the message says what is missing.",
            german=(
                "In dieser Einladung fehlt noch etwas, deshalb habe ich niemanden eingeladen.",
                "Ergänzen Sie sie erst; in der Nachricht steht, was fehlt.",
            ),
        )
    return opening.invite(action, content)


def sold(session: Session, asking: Asking) -> dict[str, str]:
    """The lines (vendor/line) that the asker's organisation sells today, and as people say them."""
    day = asking.now.date()
    rows = session.execute(
        select(Organisation.key, Organisation.name.label("vendor"), Line.name)
        .join(Line, Line.vendor_id == Organisation.id)
        .join(Distribution, Distribution.line_id == Line.id)
        .where(
            Distribution.distributor_id == asking.person.organisation_id,
            Distribution.valid_from <= day,
            or_(Distribution.valid_to.is_(None), Distribution.valid_to >= day),
        )
        .distinct()
        .order_by(Organisation.key, Line.name)
    )
    return {f"{row.key}/{row.name}": f"{row.vendor} {row.name}" for row in rows}


def said_lines(session: Session, lines: tuple[str, ...]) -> tuple[str, ...]:
    """Lines as people say them, as far as their vendors are in sight."""
    keys = {name.partition("/")[0] for name in lines}
    vendors = {
        row.key: row.name
        for row in session.execute(select(Organisation.key, Organisation.name).where(Organisation.key.in_(keys)))
    }
    return tuple(f"{vendors.get(vendor, vendor)} {line}" for vendor, _, line in (name.partition("/") for name in lines))


def _judged(asking: Asking, number: int, company: Company, lines: tuple[str, ...]) -> InvitedRow:
    found = faults(company)
    refused = ""
    if not set(found) - DOUBTS - {Fault.NO_EMAIL} and asking.person.organisation_id is not None:
        try:
            with asking.gate.viewing(asking.person) as session:
                opening.refuse_own(session, asking.person.organisation_id, company)
                opening.check_sold(
                    session, asking.person.organisation_id, list(lines), company.country, asking.now.date()
                )
        except Refusal as refusal:
            refused = refusal.line(asking.language)
    return InvitedRow(number, company, found, refused)


def _lines_said(asking: Asking, arguments: InviteArguments) -> tuple[str, ...]:
    with asking.gate.viewing(asking.person) as session:
        known = sold(session, asking)
    said = lines_in(asking.text, known, arguments.line)
    if said or not arguments.vendor:
        return said
    return tuple(name for name, words in known.items() if words.startswith(arguments.vendor)) if len(known) == 1 else ()


def _waiting(asking: Asking) -> OpenDraft | None:
    if asking.person.person_id is None:
        return None
    with asking.gate.viewing(asking.person) as session:
        found = drafts.open_draft(session, asking.person.person_id, asking.thread)
    return found if found is not None and found.capability == INVITE else None


def _check_side(asking: Asking) -> None:
    if asking.person.kind is Kind.DISTRIBUTOR:
        return
    raise NotAllowed(
        in_words(
            asking,
            "Partners are invited by a distributor's partner manager.",
            "Partner lädt das Partnermanagement eines Distributors ein.",
        ),
        in_words(
            asking, "Tell your distributor whom you would like to see there.", "Sagen Sie Ihrem Distributor, wer fehlt."
        ),
    )
