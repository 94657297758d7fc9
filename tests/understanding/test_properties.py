"""What holds for any text, any number and any set of names."""

from __future__ import annotations

import time
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st
from sight import NOW, PRODUCTS, names_of

from bot.understanding.figures import parse_number
from bot.understanding.followups import ThreadMemory
from bot.understanding.names import Names
from bot.understanding.requests import Capability
from bot.understanding.understand import understand

WORDS = [
    "price",
    "Preis",
    "stock",
    "FW120",
    "AP7",
    "5",
    "pack",
    "12",
    "x",
    "48k",
    "EUR",
    "register",
    "für",
    "Kunde",
    "DR-2026-0147",
    "0149",
    "approve",
    "no",
    "yes",
    "and",
    "und",
    ",",
    ";",
    ".",
    "?",
    "the",
    "120",
    "second",
    "one",
    "isartal",
    "Klinikum",
    "end",
    "of",
    "jan",
    "Q4",
    "PO",
    "88213",
    "not",
    "instead",
    "of",
    "<@U123>",
    "&",
    "|",
    "^",
    "$",
    "[",
    "(",
    "*",
    "999999999999",
]
MPNS = [product.mpn for product in PRODUCTS]


@given(text=st.text(max_size=400))
@settings(max_examples=150, deadline=None)
def test_any_text_gives_at_least_one_request(text: str) -> None:
    understood = understand(text, ThreadMemory(), names_of("alpenrock"), NOW)
    assert understood.requests
    assert understood.language in {"en", "de"}


@given(
    first=st.lists(st.sampled_from(WORDS), max_size=25),
    then=st.lists(st.sampled_from(WORDS), max_size=12),
    open_=st.booleans(),
)
@settings(max_examples=150, deadline=None)
def test_any_words_in_any_thread_are_understood_somehow(first: list[str], then: list[str], open_: bool) -> None:  # noqa: FBT001 - hypothesis passes it by name
    names = names_of("northwall")
    before = understand(" ".join(first), ThreadMemory(), names, NOW).requests
    draft = str(before[-1].capability) if open_ else None
    memory = ThreadMemory(before, (), draft, ("DR-2026-0147", "DR-2026-0152"))
    for request in understand(" ".join(then), memory, names, NOW).requests:
        assert request.capability in Capability
        assert request.clarification is None or len(request.clarification.choices) <= 3
        request.slots.record()


def test_a_very_long_message_is_read_from_its_beginning_and_fast() -> None:
    text = "price of FW120 please " + "lorem ipsum & <b> 12,5 | dolor; " * 1300
    assert len(text) > 40_000
    started = time.process_time()
    understood = understand(text, ThreadMemory(), names_of("alpenrock"), NOW)
    assert understood.requests[0].slots.mpn == "NW-FW120"
    assert time.process_time() - started < 2


def test_the_same_text_is_always_understood_the_same() -> None:
    text = "Preis und Bestand FW120 und 5 AP7, und was ist mit 0147?"
    first = understand(text, ThreadMemory(), names_of("alpenrock"), NOW)
    assert all(understand(text, ThreadMemory(), names_of("alpenrock"), NOW) == first for _ in range(5))


@given(cents=st.integers(min_value=0, max_value=10**11))
def test_money_written_in_english_and_german_is_the_same_amount(cents: int) -> None:
    amount = Decimal(cents) / 100
    english = f"{amount:,.2f}"
    german = english.replace(",", " ").replace(".", ",").replace(" ", ".")
    assert parse_number(english) == parse_number(german) == amount


@given(
    thousands=st.integers(min_value=1, max_value=900),
    style=st.sampled_from(["{}k EUR", "{}.000 Euro", "€{},000", "EUR {}'000", "{} k€"]),
)
@settings(max_examples=60, deadline=None)
def test_a_value_is_read_in_every_style(thousands: int, style: str) -> None:
    text = f"register Sägewerk Holzinger, 3 FW60, {style.format(thousands)}"
    slots = understand(text, ThreadMemory(), names_of("alpenrock"), NOW).requests[0].slots
    assert (slots.value, slots.currency) == (Decimal(thousands) * 1000, "EUR")


@given(
    counts=st.dictionaries(st.sampled_from(MPNS), st.integers(min_value=2, max_value=499), min_size=1, max_size=4),
    style=st.sampled_from(["{n} x {mpn}", "{n} {mpn}", "{mpn} x {n}", "{n} pcs {mpn}", "{n} Stück {mpn}"]),
)
@settings(max_examples=100, deadline=None)
def test_quantities_stand_beside_their_products(counts: dict[str, int], style: str) -> None:
    text = "price for " + ", ".join(style.format(n=n, mpn=mpn) for mpn, n in counts.items())
    slots = understand(text, ThreadMemory(), names_of("northwall"), NOW).requests[0].slots
    assert {mpn: slots.quantity_of(mpn) for mpn in slots.mpns} == counts


@settings(deadline=None)
@given(mpn=st.sampled_from(MPNS), case=st.sampled_from([str.lower, str.upper]), glue=st.sampled_from(["-", " ", ""]))
def test_a_part_number_is_found_however_it_is_spaced(mpn: str, case: type[str], glue: str) -> None:
    text = f"price {case(mpn).replace('-', glue)}?"
    assert understand(text, ThreadMemory(), names_of("alpenrock"), NOW).requests[0].slots.mpns == (mpn,)


@given(text=st.lists(st.sampled_from(WORDS), max_size=20).map(" ".join))
@settings(max_examples=60, deadline=None)
def test_only_names_in_sight_are_recognised(text: str) -> None:
    said = f"{text} alpenrock isartal FW120"
    slots = understand(said, ThreadMemory(), Names(), NOW).requests[0].slots
    assert not slots.mpns
    assert slots.vendor is None
    assert (slots.distributor or "") in said, "taken as typed, never as known"
