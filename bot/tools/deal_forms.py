"""Registering a deal by the form: what was typed is read field by field, and what is wrong is said at its field."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date
from functools import lru_cache
from typing import Final

from bot.tools.asked import asker, today
from bot.tools.deal_drafting import Judged, for_whom, judge, kept, only_registrants
from bot.tools.deal_words import DealArguments
from bot.tools.questions import in_words
from bot.tools.results import Asking, Result
from channel import drafts
from channel.deals.views import Application, Problem
from channel.errors import BadInput
from channel.money import is_currency
from channel.places import country_name, is_territory

LETTERS: Final = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
MOST_DIGITS: Final = 12
AMOUNT: Final = re.compile(r"[\d.,'\s]*\d[\d.,'\s]*")
DECIMALS: Final = re.compile(r"[.,](\d{1,2})$")
EMAIL: Final = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s.]+")
TEXTS: Final = frozenset(
    {
        "customer",
        "postcode",
        "city",
        "register_number",
        "domain",
        "industry",
        "contact_name",
        "contact_role",
        "project",
        "tender",
        "competitor",
        "incumbent",
        "relationship",
        "deal_type",
        "source",
        "activity",
        "help_wanted",
    }
)
PROBLEM_FIELDS: Final = {
    "several_vendors": "lines",
    "not_authorised": "lines",
    "no_common_distributor": "lines",
    "below_units": "lines",
    "product_excluded": "lines",
    "territory": "country",
    "currency": "currency",
    "below_minimum": "value",
    "tender_never": "tender",
    "tender_published": "tender",
    "number_wrong": "register_number",
    "number_elsewhere": "register_number",
    "domain_wrong": "domain",
    "email_wrong": "contact_email",
    "postcode_wrong": "postcode",
}
"""At which field a reason against registering is shown; the others are shown at the customer."""


class WrongFields(BadInput):
    """A form with values that cannot be used: `texts` says what is wrong by field, `problems` what the rules forbid."""

    def __init__(self, texts: Mapping[str, str], problems: tuple[Problem, ...] = ()) -> None:
        super().__init__("; ".join(texts.values()) or "The rules do not allow this registration.", "Change the form.")
        self.texts = texts
        self.problems = problems


def from_form(asking: Asking, key: str | None, fields: Mapping[str, str]) -> Result:
    """A draft from the form, to be confirmed or completed.

    Args:
        asking: the person who sent it.
        key: of the draft edited, none for a new one.
        fields: what was typed, by the names of the fields.

    Raises:
        WrongFields: for values that cannot be read, or that the rules refuse.
        NotFound: if the person has no such draft.
        NotPossible: for anybody but a reseller.
    """
    only_registrants(asking)
    values = read_fields(asking, fields)
    with asking.gate.viewing(asking.person) as session:
        own = asker(asking)
        known = Application.model_validate(drafts.by_key(session, key).content) if key else Application()
        application = for_whom(session, asking, _reseller_of(fields), known.said()).model_copy(update=values)
        judged = judge(session, asking, own, application, DealArguments(), today(asking, own))
    _refuse(asking, application, judged)
    return kept(asking, key, judged)


def _reseller_of(fields: Mapping[str, str]) -> DealArguments:
    return DealArguments(reseller=fields.get("reseller") or None)


def read_fields(asking: Asking, fields: Mapping[str, str]) -> dict[str, object]:
    """The values of what was typed; an empty field is none.

    Raises:
        WrongFields: with a sentence for each field that cannot be read.
    """
    values: dict[str, object] = {}
    wrong: dict[str, str] = {}
    for name, text in fields.items():
        if name not in TEXTS and name not in READERS:
            continue
        typed = text.strip()
        try:
            values[name] = READERS[name](typed, asking) if typed and name in READERS else typed or None
        except BadInput as refusal:
            wrong[name] = refusal.line(asking.language)
    if wrong:
        raise WrongFields(wrong)
    for name, nothing in (("project", ""), ("lines", ()), ("deal_type", "new")):
        if name in values:
            values[name] = values[name] or nothing
    return values


def _refuse(asking: Asking, application: Application, judged: Judged) -> None:
    known = {product.mpn for product in judged.filled.goods}
    unknown = [mpn for mpn, _ in application.lines if mpn not in known]
    if unknown:
        words = in_words(asking, "I know no product “{}”.", "Ich kenne kein Produkt „{}“.")
        raise WrongFields({"lines": words.format(unknown[0])})
    against = (*(judged.wrong.problems if judged.wrong else ()), *judged.draft.wrong)
    if against:
        raise WrongFields({}, against)


def _lines(text: str, asking: Asking) -> tuple[tuple[str, int | None], ...]:
    """Lines such as `12 NW-FW120` or `NW-FW120 x 12`, one each or with commas."""
    found: dict[str, int | None] = {}
    for part in filter(str.strip, text.replace(",", "\n").splitlines()):
        words = [word for word in part.replace("×", " ").split() if word.lower() != "x"]
        numbers = [word for word in words if word.isdecimal()]
        names = [word for word in words if not word.isdecimal()]
        if len(names) != 1 or len(numbers) > 1 or (numbers and not 0 < int(numbers[0][:MOST_DIGITS]) < 10**6):
            raise BadInput(
                in_words(asking, f"I cannot read “{part.strip()}”.", f"„{part.strip()}“ kann ich nicht lesen."),
                in_words(asking, "Write one per line, such as: 12 NW-FW120", "Je Zeile eines, etwa: 12 NW-FW120"),
            )
        found[names[0].upper()] = int(numbers[0]) if numbers else None
    return tuple(found.items())


def _amount(text: str, asking: Asking) -> str:
    """An amount in either language's writing: `48,000`, `48.000`, `48000.50`."""
    plain = re.sub(r"[\s']", "", text)
    decimals = DECIMALS.search(plain)
    whole = re.sub(r"\D", "", plain[: decimals.start()] if decimals else plain)
    if not AMOUNT.fullmatch(text) or not 0 < len(whole) <= MOST_DIGITS or not int(whole):
        raise BadInput(
            in_words(asking, f"“{text}” is no amount.", f"„{text}“ ist kein Betrag."),
            in_words(asking, "Write it in figures, such as 48000", "Bitte in Ziffern, etwa 48000"),
        )
    return whole + (f".{decimals[1]}" if decimals else "")


def _day(text: str, asking: Asking) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise BadInput(
            in_words(asking, f"“{text}” is no day.", f"„{text}“ ist kein Tag."),
            in_words(asking, "Write it as 2027-01-31", "Bitte als 2027-01-31"),
        ) from error


def _currency(text: str, asking: Asking) -> str:
    if not is_currency(text.upper()):
        raise BadInput(
            in_words(asking, f"“{text}” is no currency.", f"„{text}“ ist keine Währung."),
            in_words(asking, "Use a code such as EUR, GBP or NOK", "Bitte ein Code wie EUR, GBP oder NOK"),
        )
    return text.upper()


def _country(text: str, asking: Asking) -> str:
    code = text.upper() if is_territory(text.upper()) and "-" not in text else _country_codes().get(text.casefold())
    if code is None:
        raise BadInput(
            in_words(asking, f"“{text}” is no country.", f"„{text}“ ist kein Land."),
            in_words(asking, "Use its name or a code such as DE", "Bitte der Name oder ein Code wie DE"),
        )
    return code


def _email(text: str, asking: Asking) -> str:
    if not EMAIL.fullmatch(text):
        raise BadInput(in_words(asking, f"“{text}” is no e-mail address.", f"„{text}“ ist keine E-Mail-Adresse."))
    return text


@lru_cache(maxsize=1)
def _country_codes() -> dict[str, str]:
    codes = [first + second for first in LETTERS for second in LETTERS if is_territory(first + second)]
    return {country_name(code, language).casefold(): code for code in codes for language in ("en", "de")}


READERS: Final[dict[str, Callable[[str, Asking], object]]] = {
    "lines": _lines,
    "value": _amount,
    "expected_close": _day,
    "currency": _currency,
    "country": _country,
    "contact_email": _email,
    "delivery_date": _day,
    "activity_on": _day,
    "tender_published_on": _day,
}
