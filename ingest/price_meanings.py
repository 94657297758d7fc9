"""Which columns of a layout are taken, for prices of one kind: as guessed, as remembered, or as a person said."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from channel.tables.prices import PriceListKind
from ingest.price_headings import Meaning
from ingest.price_layouts import Column, Layout

FITTING: dict[PriceListKind, tuple[str, ...]] = {
    PriceListKind.LIST: ("list", "any"),
    PriceListKind.RESELLER: ("reseller", "any"),
    PriceListKind.COST: ("cost", "any"),
}
"""What a heading may call prices of a kind, the best first."""
PRICE_OF_TIER = "price:"
"""How a mapping writes that a column holds the prices of a tier, which follows."""


def as_meant(layout: Layout, kind: PriceListKind, said: Mapping[str, str]) -> Layout:
    """The layout with the columns that hold prices of that kind, and nothing else as price.

    Args:
        layout: as found.
        kind: of the prices wanted.
        said: what a person said about columns, by heading: a meaning, or `price:gold` for the prices of a tier.
    """
    columns = tuple(_said(column, said) for column in layout.columns)
    free = [column for column in columns if column.heading.meaning is Meaning.PRICE and column.text not in said]
    fits = FITTING[kind]
    rank = {column.index: _rank(column, fits) for column in free}
    best = min(rank.values(), default=len(fits))
    if any(column.text in said and column.heading.meaning is Meaning.PRICE for column in columns):
        best = -1
    taken: dict[tuple[object, ...], int] = {}
    return replace(layout, columns=tuple(_chosen(c, kind, rank, best, taken) for c in columns))


def _rank(column: Column, fits: tuple[str, ...]) -> int:
    named = column.heading.price_of
    return fits.index(named) if named in fits else len(fits)


def _said(column: Column, said: Mapping[str, str]) -> Column:
    code = said.get(column.text)
    if code is None:
        return column
    heading = replace(column.heading, sure=True)
    if code.startswith(PRICE_OF_TIER):
        return replace(column, heading=replace(heading, meaning=Meaning.PRICE, tier=code.removeprefix(PRICE_OF_TIER)))
    return replace(column, heading=replace(heading, meaning=Meaning(code)))


def _chosen(
    column: Column, kind: PriceListKind, rank: Mapping[int, int], best: int, taken: dict[tuple[object, ...], int]
) -> Column:
    heading = column.heading
    if heading.meaning is Meaning.RECOMMENDED and kind is not PriceListKind.LIST:
        return replace(column, heading=replace(heading, meaning=Meaning.OTHER))
    if column.index not in rank:
        return column
    unfit = rank[column.index] > best or (bool(heading.tier) and kind is not PriceListKind.RESELLER)
    if unfit:
        return replace(column, heading=replace(heading, meaning=Meaning.OTHER))
    place = (heading.tier, heading.territories, heading.currency, heading.quantity)
    if place in taken:
        return replace(column, heading=replace(heading, meaning=Meaning.UNKNOWN, sure=False))
    taken[place] = column.index
    if rank[column.index] == len(FITTING[kind]):
        return replace(column, heading=replace(heading, sure=False))
    return column


def mapping_of(layout: Layout) -> dict[str, str]:
    """What is remembered of a layout: the meaning of each column by its heading."""
    return {
        column.text: f"{PRICE_OF_TIER}{column.heading.tier}"
        if column.heading.meaning is Meaning.PRICE and column.heading.tier
        else str(column.heading.meaning)
        for column in layout.columns
    }
