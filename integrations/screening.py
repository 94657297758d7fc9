"""Screening a company and its people against lists of sanctioned parties, behind one small interface.

What answers is a list in a file here; a service for it implements the same `Screening`. A hit is a question to a
person, never a decision.
"""

from __future__ import annotations

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final, Protocol

from channel.errors import Unavailable
from channel.matching import CustomerRecord, same_customer

LIST: Final = Path(__file__).with_name("screening_list.csv")
NEAR: Final = 60
"""From this score on, of 100, a name is close enough to be looked at."""


@dataclass(frozen=True)
class Subject:
    """Who is screened: a company in a country (ISO 3166-1), and its people by name."""

    company: str
    country: str
    people: tuple[str, ...] = ()


@dataclass(frozen=True)
class Hit:
    """An entry close to a screened name; `score` is 0 to 100."""

    name: str
    listed_as: str
    source: str
    country: str
    score: int


@dataclass(frozen=True)
class Screened:
    """What a screening gave: the list, its day, and the hits, the closest first."""

    source: str
    list_date: date
    hits: tuple[Hit, ...]


class Screening(Protocol):
    """Something that screens."""

    def check(self, subject: Subject) -> Screened:
        """Everything on its lists that is close to the subject.

        Raises:
            Unavailable: when it does not answer.
        """
        ...


@dataclass(frozen=True)
class ListScreening:
    """Screens against a list in a file: name, kind (`company` or `person`), country, source and its date."""

    path: Path = LIST

    def check(self, subject: Subject) -> Screened:
        """See `Screening`."""
        entries = self._entries()
        hits = [
            Hit(name, entry["name"], entry["source"], entry["country"], score)
            for entry in entries
            for name in _names(subject, entry["kind"])
            if (score := _score(name, subject.country, entry)) >= NEAR
        ]
        newest = max((date.fromisoformat(entry["as_of"]) for entry in entries), default=date.min)
        sources = ", ".join(sorted({entry["source"] for entry in entries}))
        return Screened(sources, newest, tuple(sorted(hits, key=lambda hit: (-hit.score, hit.listed_as))))

    def _entries(self) -> Sequence[dict[str, str]]:
        try:
            with self.path.open(encoding="utf-8", newline="") as file:
                return list(csv.DictReader(file))
        except OSError as error:
            raise Unavailable(
                "The sanctions list cannot be read, so I screened nobody.",
                "Ask whoever runs Tierdesk to put it back.",
                german=(
                    "Die Sanktionsliste ist nicht lesbar, deshalb habe ich niemanden geprüft.",
                    "Wer Tierdesk betreibt, kann sie zurücklegen.",
                ),
            ) from error


def _names(subject: Subject, kind: str) -> tuple[str, ...]:
    return (subject.company,) if kind == "company" else subject.people


def _score(name: str, country: str, entry: dict[str, str]) -> int:
    """How close a name is; an entry of another country counts for people, not for companies."""
    where = entry["country"] or None
    mine = country or None
    if entry["kind"] == "person":
        where = mine = None
    match = same_customer(CustomerRecord(name, mine), CustomerRecord(entry["name"], where))
    return match.score if match.same else 0
