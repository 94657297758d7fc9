"""What a chat model may hand to a tool: typed and bounded, and nothing that the asker did not say or cannot see."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache
from typing import Annotated, Any, Final, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError, create_model

from bot.tools.results import Tool
from bot.understanding.figures import Amount, Number, Span
from bot.understanding.followups import ThreadMemory
from bot.understanding.names import Names
from bot.understanding.requests import Request, Slots, Understanding
from bot.understanding.understand import engine_for
from bot.understanding.vocabulary import load_vocabulary
from bot.understanding.words import clean, fold
from channel.errors import BadInput
from channel.places import countries

MOST_VALUES = 10
YEARS_AROUND = 5
Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=2, max_length=120)]
Texts = Annotated[list[Text], Field(max_length=MOST_VALUES)]
Count = Annotated[int, Field(ge=1, le=1_000_000)]
Figure = Annotated[Decimal, Field(gt=0, le=1_000_000_000, allow_inf_nan=False)]
NUMBER = re.compile(r"\d[\d.,'’]*")

SINGULAR: Final[Mapping[str, str]] = {
    "deal": "deals",
    "order": "orders",
    "price_list": "price_lists",
    "territory": "territories",
}
"""Arguments of tools that are read from the first of a slot's values."""

TEXTS: Final[Mapping[str, str]] = {
    "mpns": "part numbers",
    "deals": "numbers of deal registrations",
    "orders": "numbers of orders or purchase orders",
    "serials": "serial numbers",
    "tiers": "names of partner tiers",
    "price_lists": "names of price lists",
    "customer": "an end customer",
    "reseller": "a reseller",
    "distributor": "a distributor",
    "vendor": "a vendor",
    "line": "a product line",
    "person": "a person",
    "email": "an e-mail address",
    "certificate": "a certificate",
    "document": "the title of a document",
    "warehouse": "the city of a warehouse",
}
"""Slots whose values are names: each has to stand in the asker's words, or be a name in the asker's sight."""

FIGURES: Final[Mapping[str, tuple[Any, str]]] = {
    "quantities": (Annotated[list[Count], Field(max_length=MOST_VALUES)], "how many, in the order of mpns"),
    "value": (Figure, "an amount of money"),
    "days": (Count, "a number of days"),
    "percent": (Figure, "a percentage"),
}
"""Slots whose values are figures: each has to stand in the asker's words."""

CODES: Final[Mapping[str, tuple[Any, str]]] = {
    "currency": (Annotated[str, StringConstraints(pattern="^[A-Z]{3}$")], "ISO 4217"),
    "territories": (Annotated[list[str], Field(max_length=MOST_VALUES)], "ISO 3166, or DACH, NORDICS"),
    "dates": (
        Annotated[list[Annotated[str, StringConstraints(pattern=r"^\d{4}-\d{2}(-\d{2})?$")]], Field(max_length=2)],
        "days such as 2026-12-15, or months such as 2027-03",
    ),
    "period": (
        Annotated[str, StringConstraints(pattern=r"^\d{4}(-Q[1-4]|-\d{2})?$")],
        "a quarter such as 2026-Q4, a month, or a year",
    ),
}
CLOSED: Final[Mapping[str, str]] = {
    "decision": "decisions",
    "reason": "reasons",
    "frequency": "frequencies",
    "aspects": "aspects",
}
"""Slots with a closed list of values, and where the vocabulary keeps it."""


class NotSaid(Exception):  # noqa: N818 - an answer to the model, not an error of ours
    """Arguments that cannot be used; the words say why, for the model to mend."""


class Said:
    """What one person has said in a thread, and the names in that person's sight: all that arguments may hold."""

    def __init__(
        self, text: str, rules: Understanding, memory: ThreadMemory, names: Names, now: datetime
    ) -> None:
        self._today = now.date()
        requests = (*rules.requests, *memory.requests)
        self._words = f" {_flat(' '.join((text, *(request.text for request in memory.requests))))} "
        self._known = {_flat(name) for name in (*_names(names), *_texts(requests))}
        self._figures = {*_figures_in(text), *(n for r in memory.requests for n in _figures_in(r.text))}
        self._figures |= {Decimal(figure) for request in requests for figure in _figures_of(request.slots)}
        for mark in engine_for(names).read(text, now).marks.found:
            self._figures |= set(_figures_marked(mark.value))

    def slots(self, tool: Tool, arguments: Mapping[str, Any]) -> Slots:
        """The slots that a model's arguments make; what the tool does not take is left out.

        Raises:
            NotSaid: when a value is malformed, was not said and is no name in sight, or is no value of its list.
        """
        try:
            read = schema_of(tool).model_validate(arguments)
        except ValidationError as error:
            places = {str(problem["loc"][0]) for problem in error.errors() if problem["loc"]}
            raise NotSaid(f"These arguments cannot be used: {', '.join(sorted(places))[:200]}.") from error
        values = {name: value for name, value in read if value not in (None, [])}
        for name, value in values.items():
            for one in value if isinstance(value, list) else [value]:
                self._check(name, one)
        slots: dict[str, Any] = {n: tuple(value) if isinstance(value, list) else value for n, value in values.items()}
        return Slots(**slots)

    def _check(self, name: str, value: Any) -> None:  # noqa: ANN401 - any slot's value
        if name in TEXTS and not self._may_be_named(value):
            raise NotSaid(f"{name}: that stands neither in the person's words nor among the names in sight.")
        if name in FIGURES and Decimal(value) not in self._figures:
            raise NotSaid(f"{name}: the person did not say {value}.")
        if name in {"dates", "period"} and not self._is_near(value):
            raise NotSaid(f"{name}: {value} is no day, month, quarter or year near today.")
        if name == "territories" and not _is_place(value):
            raise NotSaid("territories: use ISO 3166 codes.")

    def _may_be_named(self, value: str) -> bool:
        flat = _flat(value)
        return flat in self._known or (bool(flat) and f" {flat} " in self._words)

    def _is_near(self, value: str) -> bool:
        if abs(int(value[:4]) - self._today.year) > YEARS_AROUND:
            return False
        if "Q" in value or len(value) == len("2026"):
            return True
        try:
            date.fromisoformat(value if value.count("-") > 1 else f"{value}-01")
        except ValueError:
            return False
        return True


@lru_cache(maxsize=256)
def schema_of(tool: Tool) -> type[BaseModel]:
    """The arguments of a tool as a model is shown them, with the bounds of the slots; no viewer, key or instant."""
    taken = {SINGULAR.get(name, name) for name in tool.arguments.model_fields}
    described: dict[str, Any] = {}
    for slot in (field.name for field in fields(Slots)):
        if slot in taken and (kind := _kind(slot)):
            annotation, meaning = kind
            described[slot] = (annotation | None, Field(default=None, description=meaning))
    name = str(tool.capability).replace(".", "_")
    return create_model(name, __config__=ConfigDict(extra="ignore"), **described)


def _kind(slot: str) -> tuple[Any, str] | None:
    if slot in TEXTS:
        many = isinstance(Slots.__dataclass_fields__[slot].default, tuple)
        return (Texts if many else Text), TEXTS[slot]
    if slot in CLOSED:
        values: Any = Literal[closed_values(CLOSED[slot])]
        return (Annotated[list[values], Field(max_length=MOST_VALUES)] if slot == "aspects" else values), slot
    return FIGURES.get(slot) or CODES.get(slot)


@lru_cache(maxsize=8)
def closed_values(section: str) -> tuple[str, ...]:
    """The values that the vocabulary knows for decisions, reasons, frequencies or aspects."""
    tables = load_vocabulary().tables.values()
    return tuple(sorted({str(value) for table in tables for value in table.get(section, ())}))


def _flat(text: str) -> str:
    return " ".join(re.findall(r"\w+", fold(clean(text))))


def _is_place(code: str) -> bool:
    try:
        return bool(countries(code.upper()))
    except BadInput:
        return False


def _names(names: Names) -> Iterator[str]:
    for product in names.products:
        yield from (product.mpn, product.vendor, product.line)
    for organisation in names.organisations:
        yield from (organisation.key, organisation.name)
    for deal in names.deals:
        yield from (deal.number, deal.customer, deal.reseller)
    for key, name in names.people:
        yield from (key, name)
    yield from (*names.orders, *names.warehouses, *names.tiers)


def _texts(requests: Iterable[Request]) -> Iterator[str]:
    for request in requests:
        for name in TEXTS:
            value = getattr(request.slots, name)
            yield from (value if isinstance(value, tuple) else (value,) if value else ())


def _figures_of(slots: Slots) -> Iterator[Decimal | int]:
    for name in FIGURES:
        value = getattr(slots, name)
        yield from (one for one in (value if isinstance(value, tuple) else (value,)) if one is not None)


def _figures_in(text: str) -> Iterator[Decimal]:
    for found in NUMBER.findall(text):
        digits = re.sub(r"\D", "", found)
        if digits.isascii() and len(digits) <= MOST_VALUES:
            yield Decimal(digits)


def _figures_marked(value: object) -> Iterator[Decimal]:
    if isinstance(value, Amount | Number):
        yield value.value
    elif isinstance(value, Span):
        yield from (Decimal(value.count), Decimal(value.count * DAYS.get(value.unit, 1)))
    elif isinstance(value, Decimal | int):
        yield Decimal(value)


DAYS: Final = {"week": 7, "month": 30, "year": 365}
