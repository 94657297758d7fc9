"""Values in words: escaped, in the reader's language, the way the trade writes them."""

import re
from datetime import date, datetime
from decimal import Decimal
from typing import Literal
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_datetime
from babel.numbers import format_decimal

from channel.money import Money

Language = Literal["en", "de"]
LOCALES = {"en": "en_GB", "de": "de_DE"}
INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\U000e0000-\U000e007f]")


def escape(text: str) -> str:
    """Slack's three special characters escaped and invisible characters removed, for text from anywhere."""
    return INVISIBLE.sub("", text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def money(value: Money, language: Language) -> str:
    """`EUR 1,184.00` in English, `1.184,00 EUR` in German."""
    figure = format_decimal(value.rounded().amount, format="#,##0.00", locale=LOCALES[language])
    return f"{value.currency} {figure}" if language == "en" else f"{figure} {value.currency}"


def number(value: int | Decimal, language: Language) -> str:
    """A figure with the language's separators and no trailing zeros."""
    return str(format_decimal(value, locale=LOCALES[language]))


def day(value: date, language: Language) -> str:
    """`15 Dec 2026` in English, `15.12.2026` in German."""
    pattern = "d MMM yyyy" if language == "en" else "dd.MM.yyyy"
    return format_date(value, pattern, locale=LOCALES[language])


def moment(value: datetime, language: Language, timezone: str = "Europe/Berlin") -> str:
    """`24 Nov 2026, 08:55 CET` in English, `24.11.2026, 08:55 MEZ` in German."""
    pattern = "d MMM yyyy, HH:mm z" if language == "en" else "dd.MM.yyyy, HH:mm z"
    return format_datetime(value, pattern, tzinfo=ZoneInfo(timezone), locale=LOCALES[language])
