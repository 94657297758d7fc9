"""A document cut into passages: pieces that can be found, quoted and pointed at."""

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from knowledge.documents import Form, Part, ReadDocument

WORDS = 150
LEAST_WORDS = 40
SENTENCE_END = re.compile(r"(?<=[.!?:;])\s+(?=[A-ZÄÖÜ0-9\"“(*\[`-])|\n+")


@dataclass(frozen=True)
class Piece:
    """A passage before it has an id: its words, headings joined by " › ", page and form.

    `text` begins with a table's header where the piece is a later part of a table.
    """

    text: str
    section: str
    page: int | None
    form: str

    @property
    def content_hash(self) -> str:
        """A key for what is embedded: the headings and the words."""
        return hashlib.sha256(self.embedded.encode()).hexdigest()

    @property
    def embedded(self) -> str:
        """What the model reads: the headings, then the words."""
        return f"{self.section}\n{self.text}" if self.section else self.text


def cut(document: ReadDocument) -> list[Piece]:
    """The passages of a document, in order; about `WORDS` words each, none across sections or pages."""
    return [
        Piece(part.text, " › ".join(part.section), part.page, part.form)
        for part in _joined(piece for part in document.parts for piece in _split(part))
        if part.text.strip()
    ]


def sentences(text: str) -> list[str]:
    """The sentences and rows of a passage, in order, as they stand in it."""
    return [piece.strip() for piece in SENTENCE_END.split(text) if piece and piece.strip()]


def _split(part: Part) -> Iterator[Part]:
    """A part in pieces of at most `WORDS` words; tables by rows with their header, text by sentences."""
    if len(part.text.split()) <= WORDS:
        yield part
        return
    units = part.text.split("\n") if part.form in ("table", "list") else sentences(part.text)
    glue = "\n" if part.form in ("table", "list") else " "
    taken: list[str] = []
    count = 0
    for unit in (smaller for whole in units for smaller in _bounded(whole)):
        words = len(unit.split())
        if taken and count + words > WORDS:
            yield _piece(part, taken, glue)
            taken, count = [], 0
        taken.append(unit)
        count += words
    if taken:
        yield _piece(part, taken, glue)


def _bounded(unit: str) -> Iterator[str]:
    words = unit.split(" ")
    if len(words) <= 2 * WORDS:
        yield unit
        return
    for start in range(0, len(words), WORDS):
        yield " ".join(words[start : start + WORDS])


def _piece(part: Part, taken: list[str], glue: str) -> Part:
    text = glue.join(taken)
    if part.header and not text.startswith(part.header):
        text = f"{part.header}\n{text}"
    return replace(part, text=text)


def _joined(parts: Iterator[Part]) -> Iterator[Part]:
    """Short neighbours of one section and page together, so that a passage says enough to be understood."""
    held: Part | None = None
    for part in parts:
        if held is not None and _belongs(held, part):
            held = replace(held, text=f"{held.text}\n{part.text}", form=_common(held, part))
            continue
        if held is not None:
            yield held
        held = part
    if held is not None:
        yield held


def _belongs(held: Part, part: Part) -> bool:
    words = len(held.text.split()), len(part.text.split())
    return (
        (held.section, held.page) == (part.section, part.page)
        and sum(words) <= WORDS
        and (min(words) < LEAST_WORDS or "table" not in (held.form, part.form))
    )


def _common(one: Part, other: Part) -> Form:
    return "table" if "table" in (one.form, other.form) else one.form
