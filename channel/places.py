"""Territories: ISO 3166-1 countries, ISO 3166-2 subdivisions, and the trade's groups of countries."""

from functools import lru_cache

import pycountry
from babel import Locale

from channel import refusals
from channel.errors import BadInput

GROUPS: dict[str, frozenset[str]] = {
    "DACH": frozenset({"DE", "AT", "CH"}),
    "NORDICS": frozenset({"NO", "SE", "DK", "FI", "IS"}),
    "BENELUX": frozenset({"BE", "NL", "LU"}),
    "UKI": frozenset({"GB", "IE"}),
}


def is_territory(code: str) -> bool:
    """Whether `code` is an ISO 3166-1 alpha-2 or an ISO 3166-2 code, in capitals."""
    if "-" in code:
        return pycountry.subdivisions.get(code=code) is not None
    return len(code) == 2 and pycountry.countries.get(alpha_2=code) is not None  # noqa: PLR2004 - ISO 3166-1 alpha-2


def countries(code: str) -> frozenset[str]:
    """The countries that a territory or a group of territories covers; a subdivision stands for its country.

    Raises:
        BadInput: for a code that is neither.
    """
    if code in GROUPS:
        return GROUPS[code]
    if not is_territory(code):
        raise BadInput.of(refusals.NO_TERRITORY, typed=code)
    return frozenset({code[:2]})


@lru_cache(maxsize=1024)
def country_name(code: str, language: str = "en") -> str:
    """The name of a country or subdivision in `language`, the code itself where none is known."""
    if "-" in code:
        subdivision = pycountry.subdivisions.get(code=code)
        return str(subdivision.name) if subdivision else code
    return str(Locale.parse(language).territories.get(code, code))
