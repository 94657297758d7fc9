"""The areas of an organisation's own data: which columns a file of each has, and which rows they become.

The columns are data: `columns/<area>.yaml`. docs/loading.md is made of the same files.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Final, Literal

import yaml

from channel.errors import NotFound
from ingest.loading import refusals

FOLDER: Final = Path(__file__).parent / "columns"
ORDER: Final = (
    "organisations",
    "people",
    "products",
    "authorisations",
    "price-lists",
    "stock",
    "inbound",
    "reported-stock",
    "orders",
    "shipments",
    "credit",
    "subscriptions",
    "incentives",
    "certifications",
    "targets",
    "sell-out",
)
"""The areas in the order in which a new channel is loaded: what is named stands before who names it."""

Words = Mapping[Literal["en", "de"], str]


@dataclass(frozen=True)
class Column:
    """A column of a template. `kind` says how its cells are written (`ingest.loading.cells`)."""

    name: str
    kind: str
    meaning: Words
    example: str
    required: bool = False
    choices: tuple[str, ...] = ()


@dataclass(frozen=True)
class Shape:
    """One table that rows of an area become rows of.

    Attributes:
        table: its name.
        key: the table's columns that tell one of its rows from another.
        fields: the table's columns by where their values come from: a column of the file, `column.attribute` of what
            that column names (a product's vendor), or a literal in `fixed`.
        fixed: values that are the same for all rows.
        gives: under which name later tables of the area take this table's row.
        when: only rows whose cells of these columns say one of these words, or anything where none is named.
        unless: a column that must be empty.
        each: the column of which each element becomes a row of its own.
        main: whether the rows that a file is about are of this table.
        within: columns that bound what counts as missing: only what stands beside rows of the file.
        kept: rows that a file leaves out are never deleted.
    """

    table: str
    key: tuple[str, ...]
    fields: Mapping[str, str]
    fixed: Mapping[str, Any]
    gives: str = ""
    when: Mapping[str, tuple[str, ...]] | None = None
    unless: str = ""
    each: str = ""
    main: bool = True
    within: tuple[str, ...] = ()
    kept: bool = False


@dataclass(frozen=True)
class Area:
    """A kind of file. `key` names the columns by which a row is known again."""

    name: str
    title: Words
    about: Words
    words: Mapping[Literal["en", "de"], tuple[str, ...]]
    key: tuple[str, ...]
    columns: tuple[Column, ...]
    shapes: tuple[Shape, ...]

    def column(self, name: str) -> Column:
        """The column of that name.

        Raises:
            KeyError: if there is none.
        """
        return next(column for column in self.columns if column.name == name)

    @property
    def headings(self) -> tuple[str, ...]:
        """The names of the columns, in order."""
        return tuple(column.name for column in self.columns)


@lru_cache(maxsize=1)
def areas() -> Mapping[str, Area]:
    """All areas by name, in loading order."""
    return {name: _read(name) for name in ORDER}


def area_of(name: str) -> Area:
    """The area of that name.

    Raises:
        NotFound: names the areas that there are.
    """
    found = areas().get(name.strip().lower().replace("_", "-").replace(" ", "-"))
    if found is None:
        raise NotFound.of(refusals.NO_AREA, area=name, areas=", ".join(ORDER))
    return found


def _read(name: str) -> Area:
    plain = yaml.safe_load((FOLDER / f"{name}.yaml").read_text(encoding="utf-8"))
    return Area(
        name=name,
        title=plain["title"],
        about=plain["about"],
        words={language: tuple(words) for language, words in plain["words"].items()},
        key=tuple(plain["key"]),
        columns=tuple(_column(heading, said) for heading, said in plain["columns"].items()),
        shapes=tuple(_shape(said) for said in plain["tables"]),
    )


def _column(name: str, said: dict[str, Any]) -> Column:
    return Column(
        name=name,
        kind=said["type"],
        meaning={"en": said["en"], "de": said["de"]},
        example=str(said["example"]),
        required=said.get("required", False),
        choices=tuple(said.get("choices", ())),
    )


def _shape(said: dict[str, Any]) -> Shape:
    when = said.get("when")
    return Shape(
        table=said["table"],
        key=tuple(said["key"]),
        fields=said["fields"],
        fixed=said.get("fixed", {}),
        gives=said.get("gives", ""),
        when=None if when is None else {column: tuple(words) for column, words in when.items()},
        unless=said.get("unless", ""),
        each=said.get("each", ""),
        main=said.get("main", True),
        within=tuple(said.get("within", ())),
        kept=said.get("kept", False),
    )
