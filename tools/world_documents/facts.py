"""The figures of `facts.yaml`, looked up by part number and path, written the way a language writes them."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

import yaml

PRICES = ("list_price", "recommended_price", "list_price_from_2026_12_01", "list_price_2027q1")
ABSENT = "–"


@dataclass(frozen=True)
class Facts:
    """All products by MPN, in the order of the file."""

    products: dict[str, dict[str, Any]]

    def of(self, *, vendor: str | None = None, line: str | None = None) -> list[str]:
        """The MPNs of a vendor or a line."""
        return [
            mpn
            for mpn, product in self.products.items()
            if vendor in (None, product["vendor"]) and line in (None, product["line"])
        ]

    def value(self, mpn: str, path: str) -> Any:  # noqa: ANN401 - YAML holds text, numbers and null
        """What stands at a dotted path of a product; None when it has no such entry.

        A price that has not changed by a later list is the one before it.
        """
        product = self.products[mpn]
        head, _, rest = path.partition(".")
        if head in PRICES[2:] and head not in product:
            earlier = {"list_price_2027q1": PRICES[2], PRICES[2]: "list_price"}[head]
            return self.value(mpn, f"{earlier}.{rest}")
        found: Any = product
        for step in path.split("."):
            found = found.get(step) if isinstance(found, dict) else None
        return found

    def written(self, mpn: str, path: str, language: str) -> str:
        """The value as text of a document in `language` (en or de); prices with two decimals."""
        if path == "name":
            return str(self.products[mpn]["name"][language])
        value = self.value(mpn, path)
        if value is None or value == "":
            return ABSENT
        if path.split(".", maxsplit=1)[0] in PRICES:
            return number(Decimal(value), language, decimals=2)
        if isinstance(value, bool):
            return {"en": ("no", "yes"), "de": ("nein", "ja")}[language][value]
        if isinstance(value, int | float):
            return number(Decimal(str(value)), language)
        return str(value)


def number(value: Decimal, language: str, decimals: int | None = None) -> str:
    """A number with the separators of the language; without `decimals`, trailing zeros are dropped."""
    plain = f"{value:,.{decimals}f}" if decimals is not None else f"{value.normalize():,f}"
    return plain.translate(str.maketrans(",.", ".,")) if language == "de" else plain


def load_facts(path: Path) -> Facts:
    """Read `facts.yaml`."""
    data = yaml.safe_load(path.read_text(encoding="utf-8"))
    return Facts({product["mpn"]: product for product in data["products"]})
