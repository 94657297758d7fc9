"""Numbers, domains and addresses of a customer: whether they can be what they are said to be."""

from __future__ import annotations

import re
from importlib import import_module
from typing import Final, Protocol

from stdnum.exceptions import ValidationError

from channel.deals.views import Application, Problem

EMAIL: Final = re.compile(r"[^@\s]+@(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}", re.IGNORECASE)
DOMAIN: Final = re.compile(r"(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,}", re.IGNORECASE)
POSTCODES: Final[dict[str, re.Pattern[str]]] = {
    "DE": re.compile(r"\d{5}"),
    "AT": re.compile(r"[1-9]\d{3}"),
    "CH": re.compile(r"[1-9]\d{3}"),
    "NO": re.compile(r"\d{4}"),
    "DK": re.compile(r"\d{4}"),
    "SE": re.compile(r"\d{3} ?\d{2}"),
    "FR": re.compile(r"\d{5}"),
    "IT": re.compile(r"\d{5}"),
    "GB": re.compile(r"[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}"),
    "IE": re.compile(r"[A-Z]\d[\dW] ?[0-9A-Z]{4}"),
}
VAT: Final = {
    "ATU": "at.uid",
    "DE": "de.vat",
    "CHE": "ch.uid",
    "IE": "ie.vat",
    "GB": "gb.vat",
    "IT": "it.iva",
    "SE": "se.vat",
    "PL": "pl.nip",
    "DK": "dk.cvr",
    "FR": "fr.tva",
    "NL": "nl.btw",
    "BE": "be.vat",
    "ES": "es.nif",
    "NO": "no.mva",
    "FI": "fi.alv",
    "LU": "lu.tva",
}
"""The checker of python-stdnum by what a VAT number begins with."""


class Checker(Protocol):
    """A module of python-stdnum."""

    def validate(self, number: str) -> str:
        """The number in its plain form, or an error."""
        ...


def identity_problems(application: Application) -> list[Problem]:
    """What is wrong with the customer's register or VAT number, domain, postcode and the contact's address."""
    found = []
    if number := application.register_number:
        if not number_holds(number, application.country):
            found.append(Problem("number_wrong", (number,)))
        elif (country := country_of(number)) and application.country and country != application.country:
            found.append(Problem("number_elsewhere", (number, country, application.country)))
    if application.domain and not DOMAIN.fullmatch(application.domain):
        found.append(Problem("domain_wrong", (application.domain,)))
    if application.contact_email and not EMAIL.fullmatch(application.contact_email):
        found.append(Problem("email_wrong", (application.contact_email,)))
    form = POSTCODES.get(application.country or "")
    if form and application.postcode and not form.fullmatch(application.postcode.upper()):
        found.append(Problem("postcode_wrong", (application.postcode, application.country or "")))
    return found


def number_holds(number: str, country: str | None) -> bool:
    """Whether the check digits agree, for numbers that have a checker; any other number holds."""
    checker = _checker(number, country)
    if checker is None:
        return True
    try:
        checker.validate(number)
    except ValidationError:
        return False
    return True


def country_of(number: str) -> str | None:
    """The country (ISO 3166-1) that a VAT number names."""
    plain = re.sub(r"\W", "", number).upper()
    prefix = next((prefix for prefix in VAT if plain.startswith(prefix) and any(c.isdigit() for c in plain)), None)
    return prefix[:2] if prefix else None


def _checker(number: str, country: str | None) -> Checker | None:
    plain = re.sub(r"\W", "", number).upper()
    prefix = next((prefix for prefix in VAT if plain.startswith(prefix)), None)
    name = VAT[prefix] if prefix else None
    if name is None and plain.startswith("HRB"):
        return None
    if name is None and country == "NO" and plain.isdigit() and len(plain) == len("974760673"):
        name = "no.orgnr"
    if name is None and country == "SE" and plain.isdigit() and len(plain) == len("5560743089"):
        name = "se.orgnr"
    return import_module(f"stdnum.{name}") if name else None
