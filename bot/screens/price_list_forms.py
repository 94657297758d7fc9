"""The form of a price list: what each column means, from when on, for whom, and what becomes of what is missing."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from bot.screens.blocks import Block, context, section, shorten
from bot.screens.form_parts import INPUT, View, date_input, form, one_of, text_input
from bot.screens.price_list_words import MEANINGS
from bot.screens.text import Language, escape
from bot.tools.price_list_values import ColumnShown, PriceListSettings
from channel.price_moves import Missing
from channel.tables.prices import PriceListKind

FORM: Final = "prices.form"
MOST_COLUMNS: Final = 24
COLUMN: Final = "column."
"""The block of a column is this and its number among the draft's columns."""
CHOICES: Final[dict[PriceListKind, tuple[str, ...]]] = {
    PriceListKind.LIST: ("part", "price", "recommended", "currency", "territory"),
    PriceListKind.RESELLER: ("part", "price", "tier", "quantity", "currency", "territory"),
    PriceListKind.COST: ("part", "price", "currency", "territory"),
}
ALWAYS: Final = ("name", "line", "gtin", "from", "status", "per", "other")
LABELS: Final[dict[str, dict[Language, str]]] = {
    "title": {"en": "Price list", "de": "Preisliste"},
    "submit": {"en": "Compare again", "de": "Neu vergleichen"},
    "column": {"en": "Column “{heading}” (first: {example})", "de": "Spalte „{heading}“ (zuerst: {example})"},
    "empty": {"en": "empty", "de": "leer"},
    "columns": {"en": "*What the columns mean*", "de": "*Was die Spalten bedeuten*"},
    "rest": {"en": "{count} more columns are passed over.", "de": "{count} weitere Spalten werden übergangen."},
    "effective": {"en": "Prices hold from", "de": "Preise gelten ab"},
    "until": {"en": "Until (empty: until replaced)", "de": "Bis (leer: bis zur Ablösung)"},
    "embargo": {"en": "Embargo until (ends at 00:00, {zone})", "de": "Embargo bis (endet um 00:00, {zone})"},
    "edition": {"en": "Edition, such as 2027Q1", "de": "Ausgabe, etwa 2027Q1"},
    "currency": {"en": "Currency where none is said (EUR)", "de": "Währung, wo keine steht (EUR)"},
    "territories": {"en": "Countries where none is said (DE, AT)", "de": "Länder, wo keines steht (DE, AT)"},
    "tier": {"en": "Tier where none is said", "de": "Stufe, wo keine steht"},
    "missing": {"en": "What the file leaves out", "de": "Was in der Datei fehlt"},
    "distributor": {"en": "Prices for", "de": "Preise für"},
    "price:": {"en": "price for {tier}", "de": "Preis für {tier}"},
}
MISSING: Final[dict[str, dict[Language, str]]] = {
    Missing.AUTO.value: {"en": "As the file looks (half or more: ends)", "de": "Je nach Datei (ab der Hälfte: endet)"},
    Missing.END.value: {"en": "Its price ends", "de": "Der Preis endet"},
    Missing.KEEP.value: {"en": "It keeps its price", "de": "Der Preis bleibt"},
}


def price_list_form(key: str, value: PriceListSettings, language: Language, origin: str) -> View:
    """The form, filled with how the list was read; columns that were guessed come first.

    Args:
        key: of the draft edited.
        value: how it was read.
        language: of the labels.
        origin: the message that the form was opened from, handed back when it is sent.
    """
    wish = value.wish
    known = {
        "effective": str(value.effective or wish.effective or ""),
        "until": str(value.until or ""),
        "embargo": str(wish.embargo or ""),
        "edition": value.edition,
    }
    blocks: list[Block] = [
        date_input("effective", LABELS["effective"][language], known["effective"], optional=False),
        text_input("edition", LABELS["edition"][language], known["edition"], longest=20),
        date_input("until", LABELS["until"][language], known["until"]),
        date_input("embargo", LABELS["embargo"][language].format(zone=value.zone), known["embargo"]),
        text_input("currency", LABELS["currency"][language], wish.currency, longest=3),
        text_input("territories", LABELS["territories"][language], ", ".join(wish.territories), longest=200),
    ]
    if value.distributors:
        names = {str(one): name for one, name in value.distributors}
        blocks.append(select("distributor", LABELS["distributor"][language], names, str(wish.distributor or "")))
    if value.kind is PriceListKind.RESELLER:
        tiers = {tier: tier.title() for tier in value.tiers}
        blocks.append(select("tier", LABELS["tier"][language], tiers, wish.tier, optional=True))
    blocks.append(_missing(value, language))
    guessed = any(not column.sure and column.meaning not in {"name", "other"} for column in value.columns)
    blocks = [*_columns(value, language), *blocks] if guessed else [*blocks, *_columns(value, language)]
    kept = {"draft": key, "origin": origin}
    return form(FORM, LABELS["title"][language], LABELS["submit"][language], kept, blocks, language)


def _missing(value: PriceListSettings, language: Language) -> Block:
    options = {code: words[language] for code, words in MISSING.items()}
    block = one_of("missing", LABELS["missing"][language], options)
    chosen = value.wish.missing.value
    block["element"]["initial_option"] = next(o for o in block["element"]["options"] if o["value"] == chosen)
    return block


def shown_columns(value: PriceListSettings) -> list[tuple[int, ColumnShown]]:
    """The columns that the form asks about, with their numbers; guessed ones first."""
    numbered = list(enumerate(value.columns))
    guessed_first = sorted(numbered, key=lambda pair: (pair[1].sure, pair[1].meaning == "other", pair[0]))
    return guessed_first[:MOST_COLUMNS]


def _columns(value: PriceListSettings, language: Language) -> list[Block]:
    options = _options(value, language)
    blocks: list[Block] = [section(LABELS["columns"][language])]
    for number, column in shown_columns(value):
        label = LABELS["column"][language].format(
            heading=column.heading, example=column.example or LABELS["empty"][language]
        )
        mark = "" if column.sure else "? "
        blocks.append(select(f"{COLUMN}{number}", f"{mark}{label}", options, column.meaning))
    left = len(value.columns) - MOST_COLUMNS
    if left > 0:
        blocks.append(context(escape(LABELS["rest"][language].format(count=left))))
    return blocks


def _options(value: PriceListSettings, language: Language) -> dict[str, str]:
    """The meanings that a column may have for prices of the kind."""
    options: dict[str, str] = {}
    for code in (*CHOICES[value.kind], *ALWAYS):
        options[code] = MEANINGS[code][language]
        if code == "price" and value.kind is PriceListKind.RESELLER:
            options |= {f"price:{tier}": LABELS["price:"][language].format(tier=tier.title()) for tier in value.tiers}
    return options


def select(name: str, label: str, options: Mapping[str, str], known: str, *, optional: bool = False) -> Block:
    """One choice from a drop-down list; `known` is chosen already, if it is among them."""
    drawn = [
        {"text": {"type": "plain_text", "text": shorten(text, 75)}, "value": code} for code, text in options.items()
    ]
    element: Block = {"type": "static_select", "action_id": INPUT, "options": drawn}
    chosen = next((option for option in drawn if option["value"] == known), None)
    if chosen is not None:
        element["initial_option"] = chosen
    return {
        "type": "input",
        "block_id": name,
        "optional": optional,
        "label": {"type": "plain_text", "text": shorten(label, 150)},
        "element": element,
    }
