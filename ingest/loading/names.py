"""What cells name: companies, products, lines, warehouses, orders, registrations, people, as far as who loads sees."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Final

from sqlalchemy import select

from channel.access.identifying import system_viewer
from channel.access.viewer import Viewer
from channel.tables.deals import Registration
from channel.tables.parties import Kind, Line, Organisation, Person
from channel.tables.products import Product
from channel.tables.supply import Order, Warehouse
from ingest.loading.cells import CellFault
from ingest.loading.looks import Look
from ingest.loading.sides import LOADING

NEAR: Final = 0.75
KINDS: Final[Mapping[str, Kind]] = {
    "vendor": Kind.VENDOR,
    "distributor": Kind.DISTRIBUTOR,
    "reseller": Kind.RESELLER,
}


@dataclass(frozen=True, slots=True)
class Named:
    """What a cell names: its id, how files write it, and what follows from it (a product's vendor and line)."""

    id: int
    word: str
    facts: Mapping[str, int] = field(default_factory=dict)


@dataclass
class _Book:
    """Things of one kind by name, and by id."""

    by_word: dict[Any, Named] = field(default_factory=dict)
    by_id: dict[int, Named] = field(default_factory=dict)

    def add(self, named: Named, *words: Any) -> None:  # noqa: ANN401 - a word, or a word at a distributor
        self.by_id[named.id] = named
        for word in words:
            self.by_word.setdefault(word, named)


@dataclass
class Names:
    """The names in sight of who loads; each kind is read when it is first asked for."""

    look: Look
    viewer: Viewer
    certifying: bool = False

    def find(self, kind: str, word: str, distributor: int | None = None) -> Named:
        """What a word names.

        Args:
            kind: of the column.
            word: as the cell says it.
            distributor: whose warehouse or order is meant.

        Raises:
            CellFault: when nothing in sight is called that.
        """
        book = self._book(kind)
        wanted = (distributor, word.casefold()) if kind in {"warehouse", "order"} else word.casefold()
        found = book.by_word.get(wanted)
        if found is None and kind == "person" and self.certifying:
            raise CellFault("unknown", word)  # people out of sight are not suggested
        if found is None:
            known = [named.word for named in book.by_id.values()]
            near = difflib.get_close_matches(word, known, 1, NEAR)
            raise CellFault("unknown_near", word, near[0]) if near else CellFault("unknown", word)
        return found

    def named(self, kind: str, number: int) -> Named | None:
        """What has that id, none where it is not in sight."""
        return self._book(kind).by_id.get(number)

    def organisation(self, number: int) -> str:
        """The key of an organisation, empty where it is not in sight."""
        found = self._organisations.by_id.get(number)
        return found.word if found else ""

    def _book(self, kind: str) -> _Book:
        if kind in KINDS:
            return self._by_kind[kind]
        books: dict[str, Callable[[], _Book]] = {
            "organisation": lambda: self._organisations,
            "product": lambda: self._products,
            "line": lambda: self._lines,
            "warehouse": lambda: self._warehouses,
            "order": lambda: self._orders,
            "person": lambda: self._people,
            "registration": lambda: self._registrations,
        }
        return books[kind]()

    @cached_property
    def _all(self) -> list[tuple[Named, str]]:
        rows = self.look.rows(select(Organisation.id, Organisation.key, Organisation.kind), self.viewer)
        return [(Named(row.id, row.key), row.kind) for row in rows]

    @cached_property
    def _organisations(self) -> _Book:
        return self._of_kind(None)

    @cached_property
    def _by_kind(self) -> dict[str, _Book]:
        return {name: self._of_kind(kind) for name, kind in KINDS.items()}

    def _of_kind(self, kind: Kind | None) -> _Book:
        book = _Book()
        for named, found in self._all:
            if kind is None or found == kind:
                book.add(named, named.word.casefold())
        return book

    @cached_property
    def _products(self) -> _Book:
        book = _Book()
        columns = select(Product.id, Product.mpn, Product.gtin, Product.vendor_id, Product.line_id)
        rows = self.look.rows(columns, self.viewer)
        for row in rows:
            facts = {"vendor_id": row.vendor_id, "line_id": row.line_id}
            book.add(Named(row.id, row.mpn, facts), row.mpn.casefold())
        for row in rows:
            if row.gtin:
                book.by_word.setdefault(row.gtin, book.by_id[row.id])
        return book

    @cached_property
    def _lines(self) -> _Book:
        book = _Book()
        for row in self.look.rows(select(Line.id, Line.name, Line.vendor_id), self.viewer):
            word = f"{self.organisation(row.vendor_id)}/{row.name}"
            book.add(Named(row.id, word, {"vendor_id": row.vendor_id}), word.casefold())
        return book

    @cached_property
    def _warehouses(self) -> _Book:
        book = _Book()
        for row in self.look.rows(select(Warehouse.id, Warehouse.code, Warehouse.distributor_id), self.viewer):
            named = Named(row.id, row.code, {"distributor_id": row.distributor_id})
            book.add(named, (row.distributor_id, row.code.casefold()))
        return book

    @cached_property
    def _orders(self) -> _Book:
        book = _Book()
        columns = select(Order.id, Order.number, Order.distributor_id, Order.reseller_id)
        for row in self.look.rows(columns, self.viewer):
            facts = {"distributor_id": row.distributor_id, "reseller_id": row.reseller_id}
            book.add(Named(row.id, row.number, facts), (row.distributor_id, row.number.casefold()))
        return book

    @cached_property
    def _registrations(self) -> _Book:
        book = _Book()
        for row in self.look.rows(select(Registration.id, Registration.number), self.viewer):
            book.add(Named(row.id, row.number), row.number.casefold())
        return book

    @cached_property
    def _people(self) -> _Book:
        """People in sight. Who certifies names people of the resellers in its programme, whom it trained."""
        book = _Book()
        statement = select(Person.id, Person.key, Person.email, Person.organisation_id)
        viewer = self.viewer
        if self.certifying:
            resellers = sorted(self._by_kind["reseller"].by_id)
            statement = statement.where(Person.organisation_id.in_(resellers))
            viewer = system_viewer(LOADING, viewer.rights)
        for row in self.look.rows(statement, viewer):
            named = Named(row.id, row.key, {"organisation_id": row.organisation_id})
            book.add(named, row.key.casefold(), row.email.casefold())
        return book
