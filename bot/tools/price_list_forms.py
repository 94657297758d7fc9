"""What was typed into the form of a price list, read field by field; what is wrong is said at its field."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from bot.tools.asked import asker, today
from bot.tools.deal_forms import WrongFields
from bot.tools.price_list_values import PriceListSettings
from bot.tools.questions import in_words
from bot.tools.results import Asking
from channel.money import is_currency
from channel.places import GROUPS, is_territory
from channel.price_moves import Missing
from ingest.price_words import territories_of

COLUMN = "column."


def read_form(asking: Asking, fields: Mapping[str, str], settings: PriceListSettings) -> dict[str, Any]:
    """The changes to a wish that a form says, as plain values (JSON).

    Args:
        asking: the person who sent it.
        fields: what was typed, by the names of the fields.
        settings: that the form showed.

    Raises:
        WrongFields: with a sentence for each field that cannot be used.
    """
    wrong: dict[str, str] = {}
    said: dict[str, Any] = {
        "edition": fields.get("edition", "").strip(),
        "missing": fields.get("missing") or Missing.AUTO.value,
        "without_bad": False,
    }
    _read_days(asking, fields, said, wrong)
    _read_places(asking, fields, said, wrong)
    said["exact"] = settings.wish.exact or tuple(said["territories"]) != settings.wish.territories
    if "tier" in fields:
        said["tier"] = fields["tier"]
    if fields.get("distributor"):
        said["distributor"] = int(fields["distributor"])
    mappings: dict[str, dict[str, str]] = {}
    for name, code in fields.items():
        number = name.removeprefix(COLUMN)
        if name.startswith(COLUMN) and number.isdecimal() and int(number) < len(settings.columns) and code:
            column = settings.columns[int(number)]
            mappings.setdefault(column.layout, {})[column.heading] = code
    meanings = {code for columns_meant in mappings.values() for code in columns_meant.values()}
    if mappings and not {"part", "gtin"} & meanings:
        first = next(name for name in fields if name.startswith(COLUMN))
        wrong[first] = in_words(
            asking, "One column must hold the part number.", "Eine Spalte muss die Artikelnummer enthalten."
        )
    if wrong:
        raise WrongFields(wrong)
    return said | {"mappings": mappings}


def _read_days(asking: Asking, fields: Mapping[str, str], said: dict[str, Any], wrong: dict[str, str]) -> None:
    now = today(asking, asker(asking))
    effective = _day(fields.get("effective", ""))
    said["effective"] = effective.isoformat() if effective else None
    if effective is None:
        wrong["effective"] = in_words(asking, "From which day on?", "Ab welchem Tag?")
    elif effective < now:
        wrong["effective"] = in_words(
            asking,
            "Prices of past days stay as they were; choose today or later.",
            "Vergangene Preise bleiben, wie sie waren; bitte heute oder später.",
        )
    for name in ("until", "embargo"):
        day = _day(fields.get(name, ""))
        said[name] = day.isoformat() if day else None
        if day is not None and name == "until" and effective is not None and day < effective:
            wrong[name] = in_words(asking, "That is before the first day.", "Das liegt vor dem ersten Tag.")


def _read_places(asking: Asking, fields: Mapping[str, str], said: dict[str, Any], wrong: dict[str, str]) -> None:
    currency = fields.get("currency", "").strip().upper()
    if currency and not is_currency(currency):
        wrong["currency"] = in_words(
            asking, "Use a code such as EUR, GBP or NOK.", "Bitte ein Code wie EUR, GBP oder NOK."
        )
    said["currency"] = currency
    found: set[str] = set()
    for part in filter(None, (part.strip() for part in fields.get("territories", "").replace(";", ",").split(","))):
        code = part.upper()
        places = GROUPS.get(code) or ({code[:2]} if is_territory(code) else territories_of(part))
        if not places:
            wrong["territories"] = in_words(
                asking, f"I know no country “{part}”.", f"Ein Land „{part}“ kenne ich nicht."
            )
        found |= places
    said["territories"] = sorted(found)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        return None
