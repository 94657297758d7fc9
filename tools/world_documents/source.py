"""Reads a content file: what the manifest says of a document, and its words as blocks.

Content is Markdown with YAML in front. `{{NW-FW120 attributes.noise_db_a}}` is replaced by the figure from
`facts.yaml`; fenced blocks hold what Markdown lacks: `facts` (a table from products), `figure`, `columns`
and `notes`. Workbooks are YAML throughout (see `sheets.py`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, Literal

import yaml
from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode
from pydantic import BaseModel, ConfigDict, Field

from tools.world_documents.facts import Facts

FACT = re.compile(r"\{\{\s*(?P<mpn>[A-Z0-9-]+) (?P<path>[\w.]+)\s*\}\}")


class Grant(BaseModel):
    """To whom a document is given; all conditions hold together, empty means all."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    audience: Literal["public", "partners", "downstream", "organisation"]
    organisation: str | None = None
    territories: list[str] = Field(default_factory=list)
    min_tier: Literal["silver", "gold"] | None = None
    lines: list[str] = Field(default_factory=list)
    nda: bool = False
    visible_from: datetime | None = None


class Entry(BaseModel):
    """One document of the manifest; `document` is the same for all its versions."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    file: str
    document: str
    title: str
    kind: str
    owner: str
    lines: list[str]
    mpns: list[str]
    language: Literal["en", "de"]
    version: str
    effective_from: date
    valid_to: date | None = None
    status: Literal["live", "retired"] = "live"
    retired_on: date | None = None
    replaces: str | None = None
    embargo_until: datetime | None = None
    releases: list[Grant]

    @property
    def stamp(self) -> datetime:
        """The moment that the file's own metadata show, in UTC."""
        day = self.effective_from
        return datetime(day.year, day.month, day.day, 6, 0, tzinfo=UTC)


class Look(BaseModel):
    """How the document is laid out, beyond its words."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    cover: bool = False
    subtitle: str = ""
    footer: str = ""


@dataclass(frozen=True)
class Run:
    """A stretch of text in one style."""

    text: str
    bold: bool = False
    italic: bool = False


Words = tuple[Run, ...]


@dataclass(frozen=True)
class Heading:
    """A title of level 1 to 3."""

    level: int
    words: Words


@dataclass(frozen=True)
class Paragraph:
    """Running text; `note` when it is set apart in a box."""

    words: Words
    note: bool = False


@dataclass(frozen=True)
class Items:
    """A list, numbered or not."""

    numbered: bool
    items: tuple[Words, ...]


@dataclass(frozen=True)
class Grid:
    """A table with one header row."""

    header: tuple[Words, ...]
    rows: tuple[tuple[Words, ...], ...]
    caption: str = ""


@dataclass(frozen=True)
class Figure:
    """A drawing, described as data, with its caption."""

    caption: str
    drawing: dict[str, Any]


@dataclass(frozen=True)
class Columns:
    """Blocks that are set in two columns."""

    blocks: tuple[Block, ...]


@dataclass(frozen=True)
class Notes:
    """What the speaker says with a slide."""

    text: str


@dataclass(frozen=True)
class Break:
    """A new page."""


Block = Heading | Paragraph | Items | Grid | Figure | Columns | Notes | Break


@dataclass(frozen=True)
class Document:
    """One document ready to be rendered; `text` is its Markdown with the figures put in."""

    entry: Entry
    look: Look
    blocks: tuple[Block, ...]
    text: str
    sheets: tuple[dict[str, Any], ...] = ()


def read_document(path: Path, facts: Facts) -> Document:
    """Read one content file.

    Raises:
        KeyError: a figure or a product is named that `facts.yaml` does not have.
    """
    source = path.read_text(encoding="utf-8")
    if path.suffix == ".yaml":
        data = yaml.safe_load(source)
        data["mpns"] = data["mpns"] or products_of(data["sheets"], facts)
        return Document(_entry(data, path), Look(), (), "", tuple(data["sheets"]))
    _, front, body = source.split("---\n", maxsplit=2)
    data = yaml.safe_load(front)
    entry = _entry(data, path)

    def figure(match: re.Match[str]) -> str:
        found = facts.written(match["mpn"], match["path"], entry.language)
        if found == "–":
            raise KeyError(f"{path.name}: {match[0]}")
        return found

    text = FACT.sub(figure, body)
    return Document(
        entry, Look.model_validate(data.get("look", {})), _blocks(text, facts, entry.language), text
    )


def _entry(data: dict[str, Any], path: Path) -> Entry:
    if not data["file"].startswith(path.stem):
        raise KeyError(f"{path.name} writes {data['file']}")
    return Entry.model_validate({key: data[key] for key in data if key not in ("look", "sheets")})


def products_of(sheets: list[dict[str, Any]], facts: Facts) -> list[str]:
    """The MPNs that a workbook lists, each once, in the order of its sheets."""
    listed = [mpn for sheet in sheets if "rows" not in sheet for mpn in mpns_of(sheet, facts)]
    return list(dict.fromkeys(listed))


def mpns_of(spec: dict[str, Any], facts: Facts) -> list[str]:
    """The MPNs of one table: as named, or all of a vendor and line."""
    named: list[str] | None = spec.get("mpns")
    return named or facts.of(vendor=spec.get("vendor"), line=spec.get("line"))


def facts_table(spec: dict[str, Any], facts: Facts, language: str) -> Grid:
    """A table of products: `mpns` or `vendor` and `line`, and `columns` from header to path."""
    rows = tuple(
        tuple((Run(facts.written(mpn, path, language)),) for path in spec["columns"].values())
        for mpn in mpns_of(spec, facts)
    )
    return Grid(tuple((Run(header),) for header in spec["columns"]), rows, spec.get("caption", ""))


def _blocks(text: str, facts: Facts, language: str) -> tuple[Block, ...]:
    tree = SyntaxTreeNode(MarkdownIt("commonmark").enable("table").parse(text))
    blocks: list[Block] = []
    for node in tree.children:
        if node.type == "fence":
            blocks.append(_fenced(node, facts, language))
        else:
            blocks.append(_plain(node))
    return tuple(blocks)


def _fenced(node: SyntaxTreeNode, facts: Facts, language: str) -> Block:
    kind = node.info.strip()
    if kind == "columns":
        return Columns(_blocks(node.content, facts, language))
    if kind == "notes":
        return Notes(" ".join(node.content.split()))
    spec = yaml.safe_load(node.content)
    if kind == "facts":
        return facts_table(spec, facts, language)
    if kind == "figure":
        return Figure(spec.pop("caption"), spec)
    raise KeyError(f"a fence of the kind {kind!r}")


def _plain(node: SyntaxTreeNode) -> Block:
    if node.type == "heading":
        return Heading(int(node.tag[1]), _words(node))
    if node.type in ("bullet_list", "ordered_list"):
        return Items(node.type == "ordered_list", tuple(_words(item) for item in node.children))
    if node.type == "table":
        head, *body = node.children
        rows = [
            tuple(_words(cell) for cell in row.children) for part in (head, *body) for row in part.children
        ]
        return Grid(rows[0], tuple(rows[1:]))
    if node.type == "blockquote":
        return Paragraph(_words(node), note=True)
    if node.type == "hr":
        return Break()
    return Paragraph(_words(node))


def _words(node: SyntaxTreeNode, *, bold: bool = False, italic: bool = False) -> Words:
    if node.type in ("text", "code_inline"):
        return (Run(node.content, bold, italic),) if node.content else ()
    if node.type == "softbreak":
        return (Run(" ", bold, italic),)
    bold = bold or node.type == "strong"
    italic = italic or node.type == "em"
    return tuple(run for child in node.children for run in _words(child, bold=bold, italic=italic))


def plain(words: Words) -> str:
    """The text without its styles."""
    return "".join(run.text for run in words)
