"""Questions that the documents did not answer, for the vendors that they concern: what was asked, never by whom."""

import hashlib
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from channel.access.gate import Action
from channel.tables.journal import UnansweredQuestion

LONGEST = 300
WITHHELD = "…"
PRIVATE = re.compile(
    r"""
    [\w.+-]+@[\w-]+\.[\w.-]+                                          # e-mail addresses
    | \b(?:DR|SO|PO|RMA|INC|DRAFT)-?\d[\w-]*                          # numbers of deals and orders
    | (?:\+|\b00)\d[\d /().-]{6,}\d                                   # telephone numbers
    | (?:[€$£]|\b(?:EUR|USD|CHF|GBP|NOK|SEK|DKK|PLN)\b)\s?\d[\d.,' ]*[kKmM]?
    | \d[\d.,']*\s?[kKmM]?\s?(?:[€$£]|\b(?:EUR|USD|CHF|GBP|NOK|SEK|DKK|PLN)\b)   # amounts of money
    """,
    re.VERBOSE,
)


@dataclass(frozen=True)
class Unanswered:
    """A question that stayed without an answer, when it was asked (UTC), and a mark that tells askers apart."""

    question: str
    at: datetime
    asker: str


def note(action: Action, vendors: Iterable[int], question: str, private: Sequence[str]) -> None:
    """Keep a question for the vendors it concerns, without what would tell who asked or about whose business.

    Args:
        action: the asker's open transaction.
        vendors: ids of the vendors it concerns.
        question: in the asker's words.
        private: names that stood in it: customers, people, companies.
    """
    action.session.add_all(
        UnansweredQuestion(
            vendor_id=vendor,
            at=action.now,
            as_of=action.now,
            question=without_names(question, private)[:LONGEST],
            asker=_mark(action.viewer.person_id),
        )
        for vendor in sorted(set(vendors))
    )


def without_names(question: str, private: Sequence[str]) -> str:
    """The question with names, addresses, numbers of deals and orders and amounts left out."""
    for name in sorted(filter(None, private), key=len, reverse=True):
        question = re.sub(rf"(?<!\w){re.escape(name)}(?!\w)", WITHHELD, question, flags=re.IGNORECASE)
    return " ".join(PRIVATE.sub(WITHHELD, question).split())


def between(session: Session, first: datetime, last: datetime) -> list[Unanswered]:
    """The questions in sight from `first` to before `last` (UTC), oldest first."""
    rows = session.execute(
        select(UnansweredQuestion.question, UnansweredQuestion.at, UnansweredQuestion.asker)
        .where(UnansweredQuestion.at >= first, UnansweredQuestion.at < last)
        .order_by(UnansweredQuestion.at, UnansweredQuestion.id)
    )
    return [Unanswered(**row._asdict()) for row in rows]


def _mark(person: int | None) -> str:
    """Tells askers apart and is never shown."""
    return hashlib.sha256(f"asker {person}".encode()).hexdigest()[:32]
