"""A document cut into passages: pieces that can be found, quoted and pointed at."""

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from knowledge.documents import Form, Part, ReadDocument

TOKENS = 210
"""The model reads 256: these, and headings of usual length. It is about 150 words."""
LEAST = 0.25
LONGEST = 2.0
MOST_HEADER = 0.5
TOKEN = re.compile(r"[^\W\d_]{1,8}|\d{1,3}|[^\w\s]|_")
RULE = re.compile(r"^[\s|:=+-]+$\n?", re.MULTILINE)
LINK = re.compile(r"!?\[([^\]\n]*)\]\([^)\s]*\)")
MARKUP = re.compile(r"</?[a-z][^<>\n]*>|\*\*|`|^#+ |\\(?=\W)", re.IGNORECASE | re.MULTILINE)
CELL = re.compile(r"[^\S\n]*\|[^\S\n|]*")
RUN = re.compile(r"([^\w\s])\1{2,}")
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
        words = plain(self.text)
        return f"{self.section}\n{words}" if self.section else words


def cut(document: ReadDocument) -> list[Piece]:
    """The passages of a document, in order, none across sections or pages.

    Each has about 150 words at most, and no more tokens than the model reads: figures and long words count more.
    """
    return [
        Piece(part.text, " › ".join(part.section), part.page, part.form)
        for part in _joined(piece for part in document.parts for piece in _split(part))
        if part.text.strip()
    ]


def sentences(text: str) -> list[str]:
    """The sentences and rows of a passage, in order, as they stand in it."""
    return [piece.strip() for piece in SENTENCE_END.split(text) if piece and piece.strip()]


def fill(text: str) -> float:
    """How full a text makes a passage: above 1 it is too long."""
    return _tokens(text) / TOKENS


def plain(text: str) -> str:
    """The words of a passage without the signs that draw tables, links and emphasis, which the model would count."""
    words = MARKUP.sub("", LINK.sub(r"\1", RULE.sub("", text)))
    rows = (CELL.sub(", ", line).strip(" ,") if "|" in line else line for line in words.split("\n"))
    return RUN.sub(r"\1", "\n".join(rows))


@lru_cache(maxsize=1_000)
def _tokens(text: str) -> int:
    """About how many tokens the model makes of a text (within a tenth for most)."""
    return len(TOKEN.findall(plain(text)))


def _split(part: Part) -> Iterator[Part]:
    """A part in pieces that fill a passage; tables by rows with their header, text by sentences."""
    if fill(part.text) <= 1:
        yield part
        return
    units = part.text.split("\n") if part.form in ("table", "list") else sentences(part.text)
    glue = "\n" if part.form in ("table", "list") else " "
    taken: list[str] = []
    above = min(fill(part.header), MOST_HEADER)
    full = above
    for unit in (smaller for whole in units for smaller in _bounded(whole)):
        more = fill(unit)
        if taken and full + more > 1:
            yield _piece(part, taken, glue)
            taken, full = [], above
        taken.append(unit)
        full += more
    if taken:
        yield _piece(part, taken, glue)


def _bounded(unit: str) -> Iterator[str]:
    """A sentence or row in pieces when it is far too long for a passage."""
    size = fill(unit)
    if size <= LONGEST:
        yield unit
        return
    words = unit.split(" ")
    step = max(1, int(len(words) / size))
    for start in range(0, len(words), step):
        yield " ".join(words[start : start + step])


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
    if (held.section, held.page) != (part.section, part.page):
        return False
    sizes = fill(held.text), fill(part.text)
    return sum(sizes) <= 1 and (min(sizes) < LEAST or "table" not in (held.form, part.form))


def _common(one: Part, other: Part) -> Form:
    return "table" if "table" in (one.form, other.form) else one.form
