"""E-mail addresses, deal, order and serial numbers, price lists."""

from __future__ import annotations

import re
from datetime import date

from bot.understanding.marks import Mark, Marks
from bot.understanding.names import Names

_EMAIL = re.compile(r"[\w.+-]{1,64}@(?:[\w-]{1,63}\.)+[A-Za-z]{2,}")
_LINK = re.compile(r"(?:https?://|www\.)\S+")
_DEAL = re.compile(
    r"(?<![\w-])(?:"
    r"(?:DR|deal|reg|registration|registrierung|projekt)?[\s#:.-]*(?P<year>20\d\d)[-/](?P<full>0\d{3})"
    r"|DR[\s#:.-]*(?:(?P<dryear>20\d\d)[\s/-]+)?(?P<dr>\d{3,4})"
    r"|(?:deal|reg|registration|registrierung|projekt|#)[\s#:.-]*(?P<said>0?\d{3})"
    r"|(?P<bare>0\d{3})"
    r")(?!\w|[.,]\d|-\d)",
    re.IGNORECASE,
)
_ORDER = re.compile(
    r"(?<!\w)(?:p\.?o\.?|purchase\s?order|order|bestellung|bestellnummer|auftrag|bestell-?nr\.?|auftragsnummer)"
    r"(?:\s?(?:no|nr|number|nummer|num|id)\b\.?)?(?:\s(?:is|ist|the|die))?\s?[:#]?\s?"
    r"(?P<order>(?=[\w/-]*\d{3})[A-Z]{0,4}[-/]?\d[\w/-]{2,19})(?![\w%]|[.,]\d)",
    re.IGNORECASE,
)
_DIGITS = re.compile(r"(?<![\w.,/+-])\d{5,12}(?![\w%]|[.,]\d|/\d)")
_SERIAL = re.compile(
    r"(?<!\w)(?:serial(?:\s?(?:number|no|nr|num))?|s/?n|seriennummer|serien-?nr|ser\.?-?nr|snr)\b\.?"
    r"\s?(?:is|ist|lautet|:|#|=)?\s?(?P<serial>(?=[\w-]*\d)[A-Z0-9][\w-]{3,24})",
    re.IGNORECASE,
)
_BARE_SERIAL = re.compile(r"(?<![\w-])(?=[A-Z0-9]*[A-Z])(?=(?:[A-Z]*\d){6})[A-Z0-9]{9,24}(?![\w-])", re.IGNORECASE)
_LIST = re.compile(r"(?<!\w)(?P<year>20\d\d)\s?-?Q(?P<quarter>[1-4])(?!\w)", re.IGNORECASE)
_NAMED_LIST = re.compile(
    r"(?:price\s?list|preisliste|liste|list)\s(?:for\s|für\s|of\s|from\s|ab\s|vom\s)?(?:Q(?P<q>[1-4])[\s/-]?)?(?P<year>20\d\d)(?!\w)"
    r"|(?<!\w)(?P<before>20\d\d)(?:er)?\s(?:price\s?|preis)?list(?:e)?",
    re.IGNORECASE,
)
_LIST_WORD = re.compile(r"list|price|preis|pl\b", re.IGNORECASE)


def find_addresses(text: str, marks: Marks) -> None:
    """Marks e-mail addresses and links (a link is no entity, only nothing else is read in it)."""
    for found in _EMAIL.finditer(text):
        marks.add(Mark(("email",), found.group().rstrip(".").lower(), found.start(), found.end(), found.group()))
    for found in _LINK.finditer(text):
        marks.add(Mark(("link",), found.group(), found.start(), found.end(), found.group()))


def find_identifiers(text: str, marks: Marks, names: Names, today: date) -> None:
    """Marks price lists, deals, orders and serial numbers. A deal said without its year is of this year, or the one
    in sight with that number.
    """
    _find_lists(text, marks)
    for found in _SERIAL.finditer(text):
        marks.add(Mark(("serial",), found["serial"].upper(), found.start("serial"), found.end("serial"), found.group()))
    known = {order.casefold(): order for order in names.orders}
    for found in _ORDER.finditer(text):
        typed = found["order"]
        marks.add(
            Mark(
                ("order",), known.get(typed.casefold(), typed.upper()), found.start("order"), found.end("order"), typed
            )
        )
    for found in _DEAL.finditer(text):
        number = (found["full"] or found["dr"] or found["said"] or found["bare"]).zfill(4)
        marks.add(Mark(("deal",), _deal(number, found, names, today), found.start(), found.end(), found.group()))
    for order in names.orders:
        at = text.casefold().find(order.casefold())
        if at >= 0 and not text[at - 1 : at].isalnum() and not text[at + len(order) : at + len(order) + 1].isalnum():
            marks.add(Mark(("order",), order, at, at + len(order), order))
    for found in _BARE_SERIAL.finditer(text):
        marks.add(Mark(("serial",), found.group().upper(), found.start(), found.end(), found.group()))
    for found in _DIGITS.finditer(text):
        marks.add(Mark(("digits",), found.group(), found.start(), found.end(), found.group()))


def _deal(number: str, found: re.Match[str], names: Names, today: date) -> str:
    year = found["year"] or found["dryear"]
    if not year:
        same = [deal.number for deal in names.deals if deal.number.endswith(f"-{number}")]
        if len(same) == 1:
            return same[0]
    return f"DR-{year or today.year}-{number}"


def _find_lists(text: str, marks: Marks) -> None:
    for found in _NAMED_LIST.finditer(text):
        year = found["year"] or found["before"]
        marks.add(Mark(("list",), f"{year}Q{found['q'] or 1}", found.start(), found.end(), found.group()))
    for found in _LIST.finditer(text):
        if "-" not in found.group() or _LIST_WORD.search(text):
            value = f"{found['year']}Q{found['quarter']}"
            marks.add(Mark(("list",), value, found.start(), found.end(), found.group()))
