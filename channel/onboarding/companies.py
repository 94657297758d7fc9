"""A company as somebody typed it, and what is wrong with it: form, country, numbers, domain, e-mail."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from enum import StrEnum
from importlib import import_module
from typing import Any, Final

from channel.customer_words import CAPITAL_FORMS, PARTNERSHIP_FORMS
from channel.linking import PRIVATE_MAIL
from channel.matching import fold
from channel.places import is_territory

_REGISTERS: Final[Mapping[str, str]] = {
    "AT": "at.businessid",
    "BE": "be.vat",
    "CH": "ch.uid",
    "DK": "dk.cvr",
    "EE": "ee.registrikood",
    "ES": "es.cif",
    "FI": "fi.ytunnus",
    "FR": "fr.siren",
    "NO": "no.orgnr",
    "SE": "se.orgnr",
}
"""Countries whose register numbers have check digits, by the checker."""
_SHAPES: Final[Mapping[str, re.Pattern[str]]] = {
    "DE": re.compile(r"(?:(?:HR[AB]|GnR|PR|VR)\s*\d{1,6}\b.*|.*\b(?:HR[AB]|GnR|PR|VR)\s*\d{1,6}(?:\s*[A-ZÄÖÜ]{1,3})?)"),
    "GB": re.compile(r"(?:\d{7,8}|[A-Z]{2}\d{6})"),
    "IE": re.compile(r"\d{5,6}"),
}
"""Countries whose register numbers have a form alone."""
_DOMAIN: Final = re.compile(r"(?=.{4,120}$)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,24}")
_EMAIL: Final = re.compile(r"[^\s@<>,;:|]{1,64}@[^\s@<>,;:|]{4,120}")
_FEWEST_LETTERS: Final = 2
_LONGEST_NAME: Final = 200


class Fault(StrEnum):
    """What is wrong with a company; those in `DOUBTS` are told and stop nothing."""

    NO_NAME = "no_name"
    NO_FORM = "no_form"
    NO_COUNTRY = "no_country"
    WRONG_COUNTRY = "wrong_country"
    WRONG_REGISTER = "wrong_register"
    NO_REGISTER = "no_register"
    WRONG_VAT = "wrong_vat"
    WRONG_DOMAIN = "wrong_domain"
    NO_EMAIL = "no_email"
    WRONG_EMAIL = "wrong_email"
    PRIVATE_EMAIL = "private_email"
    OTHER_DOMAIN = "other_domain"


DOUBTS: Final = frozenset({Fault.NO_FORM, Fault.NO_REGISTER})


@dataclass(frozen=True)
class Company:
    """A company to be taken on. `country` is ISO 3166-1, `register_number` that of its national register."""

    legal_name: str = ""
    country: str = ""
    register_number: str = ""
    vat_number: str = ""
    domain: str = ""
    city: str = ""
    contact: str = ""
    email: str = ""

    def plain(self) -> dict[str, str]:
        """For a draft."""
        return asdict(self)

    @staticmethod
    def read(values: Mapping[str, Any]) -> Company:
        """What `plain` made."""
        return Company(**{name: str(values.get(name) or "") for name in Company.__dataclass_fields__})

    @property
    def name(self) -> str:
        """The name without its legal form, as people say it."""
        words = self.legal_name.split()
        while len(words) > 1 and _is_form(words[-1]):
            words.pop()
        return " ".join(words).rstrip(",&")

    @property
    def form(self) -> str:
        """The legal form that ends the name, empty where there is none."""
        return self.legal_name.removeprefix(self.name).strip(" ,")


def tidied(company: Company) -> Company:
    """The company with blanks gone, numbers as their registers write them, and the domain of its e-mail address."""
    email = company.email.strip().strip("<>").casefold()
    domain = re.sub(r"^(?:https?://)?(?:www\.)?", "", company.domain.strip().casefold()).split("/")[0]
    house = email.rpartition("@")[2]
    country = company.country.strip().upper()
    return Company(
        legal_name=re.sub(r"\s+", " ", company.legal_name).strip(" ,;")[:_LONGEST_NAME],
        country=country,
        register_number=_written(_REGISTERS.get(country), company.register_number),
        vat_number=re.sub(r"[\s.]", "", company.vat_number).upper(),
        domain=domain or ("" if house in PRIVATE_MAIL else house),
        city=company.city.strip(),
        contact=re.sub(r"\s+", " ", company.contact).strip(" ,;"),
        email=email,
    )


def faults(company: Company) -> tuple[Fault, ...]:
    """What is wrong with a tidied company, doubts last."""
    found = [*_of_the_name(company), *_of_the_numbers(company), *_of_the_mail(company)]
    return tuple(sorted(found, key=lambda fault: fault in DOUBTS))


def _of_the_name(company: Company) -> list[Fault]:
    found = []
    if sum(letter.isalpha() for letter in company.name) < _FEWEST_LETTERS:
        found.append(Fault.NO_NAME)
    elif not company.form:
        found.append(Fault.NO_FORM)
    if not company.country:
        found.append(Fault.NO_COUNTRY)
    elif "-" in company.country or not is_territory(company.country):
        found.append(Fault.WRONG_COUNTRY)
    return found


def _of_the_numbers(company: Company) -> list[Fault]:
    found = []
    if not company.register_number and not company.vat_number:
        found.append(Fault.NO_REGISTER)
    if company.register_number and not _register_fits(company.country, company.register_number):
        found.append(Fault.WRONG_REGISTER)
    if company.vat_number and not _vat_fits(company.country, company.vat_number):
        found.append(Fault.WRONG_VAT)
    if company.domain and not _DOMAIN.fullmatch(company.domain):
        found.append(Fault.WRONG_DOMAIN)
    return found


def _of_the_mail(company: Company) -> list[Fault]:
    if not company.email:
        return [Fault.NO_EMAIL]
    house = company.email.rpartition("@")[2]
    if not _EMAIL.fullmatch(company.email) or not _DOMAIN.fullmatch(house):
        return [Fault.WRONG_EMAIL]
    if house in PRIVATE_MAIL:
        return [Fault.PRIVATE_EMAIL]
    same = house == company.domain or house.endswith(f".{company.domain}")
    return [] if same or Fault.WRONG_DOMAIN in _of_the_numbers(company) else [Fault.OTHER_DOMAIN]


def _is_form(word: str) -> bool:
    plain = fold(word).strip(".,()").replace(".", "").replace("/", "")
    return plain in CAPITAL_FORMS | PARTNERSHIP_FORMS or word in {"&", "+"}


def _register_fits(country: str, number: str) -> bool:
    if country in _REGISTERS:
        return bool(_checker(_REGISTERS[country]).is_valid(number))
    if country in _SHAPES:
        return _SHAPES[country].fullmatch(number.strip()) is not None
    return sum(letter.isalnum() for letter in number) > _FEWEST_LETTERS


def _vat_fits(country: str, number: str) -> bool:
    """Whether the check digits fit; a country whose numbers nobody can check is believed."""
    from stdnum import get_cc_module

    checker = get_cc_module(country, "vat") if country else None
    return checker is None or bool(checker.is_valid(number))


def _written(checker: str | None, number: str) -> str:
    number = re.sub(r"\s+", " ", number).strip(" .,;")
    if checker is None or not number:
        return number
    module = _checker(checker)
    return str(module.format(number)) if module.is_valid(number) and hasattr(module, "format") else number


def _checker(name: str) -> Any:  # noqa: ANN401 - a module of stdnum
    return import_module(f"stdnum.{name}")
