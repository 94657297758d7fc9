"""The card of a part number: one line for each thing that its reader may know, the price first."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from bot.screens.blocks import Block, Screen, actions, button
from bot.screens.documents import SOURCE
from bot.screens.news import KINDS
from bot.screens.prices import prices_screen, registered_line
from bot.screens.rows import Step, page, sourced
from bot.screens.stock import stocks_screen
from bot.screens.text import Language, day, escape, money, number
from bot.tools.cards import PaidBack, PartCard
from bot.tools.price_quotes import Prices
from channel.prices import PriceKind, PriceQuote
from channel.products import ProductFacts
from knowledge.sources import Source


def card_screen(value: PartCard, language: Language) -> Screen:
    """Name and lifecycle, own price with its breaks, registered price, stock, what is paid back, the document."""
    german = language == "de"
    product = value.product
    lines = [line for line in (_ends(product, language),) if line]
    sources, dates = ["Produktstamm" if german else "product master"], [product.as_of]
    if value.prices is not None:
        lines.append(_prices(value.prices, language))
        sources += dict.fromkeys(f"{escape(row.list_name)} {escape(row.edition)}" for row in value.prices.rows)
        dates += [row.as_of for row in value.prices.rows]
    elif value.unpriced:
        lines.append("Kein Preis, den ich Ihnen zeigen kann" if german else "No price that I can show you")
    lines += [registered_line(row, language) for row in value.specials]
    if value.stock is not None:
        lines.append(_bare(stocks_screen(value.stock, language).text, product.mpn))
        sources.append("Bestand" if german else "stock")
        dates.append(value.stock.rows[0].as_of or product.as_of)
    lines += [_paid_back(row, language) for row in value.paid_back]
    if value.document is not None:
        lines.append(_document(value.document, language))
    name = product.name_de if german else product.name
    more = tuple(f"• {line}" for line in lines)
    lead = f"{product.mpn}: {escape(name)}"
    notes = (sourced(", ".join(sources), min(dates), language),)
    screen = page(lead, more=more, notes=notes, steps=_steps(value, language), language=language)
    return _with_source(screen, value, language)


def _bare(text: str, mpn: str) -> str:
    """The first line of a screen without the part number, which heads the card."""
    return re.sub(rf"^{re.escape(mpn)}(, 1 (pc|Stück|St\\.))?: ", "", text.splitlines()[0])


def _prices(prices: Prices, language: Language) -> str:
    """The price, the next quantity at which it falls, and when it changes."""
    german = language == "de"
    line = _bare(prices_screen(prices, language).text, prices.rows[0].mpn)
    row = prices.rows[0]
    if len(prices.rows) > 1:
        return line + _later(row, language)
    if row.next_break is not None:
        unit, count = money(row.next_break.unit, language), number(row.next_break.quantity, language)
        line += f"; ab {count} Stück {unit}" if german else f"; {unit} from {count} pcs"
    if row.changes_on is not None and row.changed_unit is not None:
        unit, since = money(row.changed_unit, language), day(row.changes_on, language)
        line += f"; ab {since} {unit}" if german else f"; {unit} from {since}"
    return line


def _later(row: PriceQuote, language: Language) -> str:
    """The list price to come, in front of the prices of several tiers."""
    if row.kind is not PriceKind.LIST or row.changes_on is None or row.changed_unit is None:
        return ""
    unit, since = money(row.changed_unit, language), day(row.changes_on, language)
    return f"; Listenpreis ab {since} {unit}" if language == "de" else f"; list price {unit} from {since}"


def _ends(product: ProductFacts, language: Language) -> str:
    ends = product.lifecycle.end_of_sale
    if ends is None:
        return ""
    when = day(ends, language)
    line = f"Verkaufsende {when}" if language == "de" else f"End of sale {when}"
    after = product.lifecycle.successor
    if after:
        line += f", {'Nachfolger' if language == 'de' else 'successor'} {escape(after)}"
    return line


def _paid_back(row: PaidBack, language: Language) -> str:
    german = language == "de"
    amount, until = money(row.per_unit, language), day(row.valid_to, language)
    kind = KINDS.get(row.kind, {}).get(language, escape(row.kind))
    each = "je Stück" if german else "per unit"
    line = f"{escape(row.name)} ({kind}): {amount} {each} {'bis' if german else 'until'} {until}"
    if row.percent is None:
        return line
    percent = number(row.percent, language)
    if german:
        return f"{line}, mit der erreichten Stufe von {percent} %; nicht auf Sonderpreise"
    return f"{line}, at the step of {percent} % reached; not on special prices"


def _document(source: Source, language: Language) -> str:
    since = day(source.effective_from, language)
    if language == "de":
        return f"{SOURCE[language]}: {escape(source.title)}, Version {escape(source.version)}, gültig ab {since}"
    return f"{SOURCE[language]}: {escape(source.title)}, version {escape(source.version)}, effective {since}"


def _steps(value: PartCard, language: Language) -> tuple[Step, ...]:
    mpn = value.product.mpn
    if language == "de":
        steps = (Step("Technische Daten", f"technische Daten {mpn}"), Step("Womit passt es?", f"was passt zu {mpn}"))
    else:
        steps = (Step("Specification", f"specification of {mpn}"), Step("What fits?", f"what is compatible with {mpn}"))
    return steps


def _with_source(screen: Screen, value: PartCard, language: Language) -> Screen:
    """The screen with a button that opens the document."""
    if value.document is None:
        return screen
    *above, last = screen.blocks
    ways: list[Block] = list(last["elements"])
    ways.append(button(SOURCE[language], "source.open.1", str(value.document.passage)))
    return Screen(screen.text, (*above, actions(*ways)), screen.files)


SCREENS: dict[type, Callable[[Any, Language], Screen]] = {PartCard: card_screen}
