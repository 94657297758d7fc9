"""A company read from a sentence, a pasted business card or a row of a file."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from channel.onboarding.companies import Company, tidied

EMAIL: Final = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_REGISTER: Final = re.compile(
    r"\b(?:org(?:anisation)?s?\.?[\s-]*(?:no|nr|nummer|num|number)?\b|reg(?:ister|istration)?\.?\s*(?:no|nr|nummer|number)\b"
    r"|company\s*(?:no|nr|number)\b|cvr(?:[\s-]*nr)?\b|y-tunnus\b|firmenbuch(?:nummer)?\b|handelsregister(?:nummer)?\b"
    r"|siren\b|register(?:nummer)?\b|hr-?nr\b)[\s.:#]*"
    r"(?P<number>(?:FN\s*)?(?:HR[AB]\s*)?[A-Z]{0,3}\s?\d[\d .-]{3,16}\d(?:\s?[a-z]\b|\s[A-Z]{1,3}\b)?)",
    re.IGNORECASE,
)
_HRB: Final = re.compile(r"\b(?:HR[AB]\s*\d{1,6}(?:\s[A-Z]{1,3}\b)?|FN\s*\d{4,6}\s?[a-z]\b)")
_VAT: Final = re.compile(
    r"\b(?:vat|ust-?\s?id|uid|mva|moms|tva|btw|iva)(?:[\s-]*(?:id|no|nr|number|nummer))*[\s.:#]*"
    r"(?P<number>[A-Z]{2,3}[\s-]?[\dA-Z][\d .A-Z-]{5,16}[\dA-Z])"
    r"|\b(?P<bare>(?:DE|GB|DK|FI|SE)\d{8,12}|ATU\d{8}|NO\s?\d{3}\s?\d{3}\s?\d{3}\s?MVA|CHE[-.\d]{9,14}(?:MWST|TVA|IVA)?|FR\w{2}\d{9}|NL\d{9}B\d{2})\b",
    re.IGNORECASE,
)
_SITE: Final = re.compile(r"\b(?:https?://|www\.)(?P<site>[\w.-]+\.[a-z]{2,24})", re.IGNORECASE)
_FORM: Final = (
    r"(?:GmbH(?:\s*&\s*Co\.?\s*KG)?|AG|KG|OHG|OG|UG|e\.?\s?K\.?|mbH|AS|ASA|ANS|ApS|A/S|AB|Oyj?|Ltd\.?|Limited|LLP|PLC|plc|Inc\.?"
    r"|LLC|Corp\.?|S\.?\s?p\.?\s?A\.?|S\.?\s?r\.?\s?l\.?|SARL|SAS|SA|S\.A\.|B\.?V\.?|N\.?V\.?|SE|SL|Sp\.?\s?z\s?o\.?\s?o\.?|s\.r\.o\.|d\.o\.o\.)"
)
_NAME: Final = re.compile(
    r"(?P<name>(?:[A-ZÄÖÜÅØÆ0-9][\w'.-]*)(?:\s+(?:&|og|und|and|\+|[A-ZÄÖÜÅØÆ0-9][\w'.-]*)){0,5}\s+"
    + _FORM
    + r")(?![\w])"
)
_VERB: Final = re.compile(
    r"^(?:please\s+|bitte\s+)?(?:invite|onboard|add|lade?n?|nimm|new|neue[rn]?|partner|händler|reseller|sign up)\s+",
    re.IGNORECASE,
)
_CONTACT: Final = re.compile(
    r"\b(?:contact|kontakt|ansprechpartner(?:in)?|attn|person)\b(?:\s+(?:is|ist|person))?[\s:]*"
    r"(?P<name>[A-ZÄÖÜÅØÆ][\w'-]+(?:\s+[A-ZÄÖÜÅØÆ][\w'-]+){1,3})",
    re.IGNORECASE,
)
_BEFORE_MAIL: Final = re.compile(r"(?P<name>[A-ZÄÖÜÅØÆ][\w'-]+(?:\s+[A-ZÄÖÜÅØÆ][\w'-]+){1,2})[\s,<(:]*$")
_PERSON: Final = re.compile(
    r"(?:(?:Dr|Prof|Mr|Mrs|Ms|Herr|Frau)\.?\s+)*[A-ZÄÖÜÅØÆ][\w'-]+(?:\s+[A-ZÄÖÜÅØÆ][\w'.-]*){1,2}"
)
_COUNTRY_OF: Final = {"no": "NO", "de": "DE", "at": "AT", "ch": "CH", "se": "SE", "dk": "DK", "fi": "FI", "uk": "GB",
                      "ie": "IE", "it": "IT", "fr": "FR", "nl": "NL", "be": "BE", "es": "ES", "pl": "PL"}  # fmt: skip
_FORM_OF: Final = {"aps": "DK", "a/s": "DK", "asa": "NO", "oy": "FI", "oyj": "FI", "ab": "SE", "og": "AT",
                   "llp": "GB", "ug": "DE", "ohg": "DE", "s.p.a.": "IT", "spa": "IT", "bv": "NL",
                   "b.v.": "NL"}  # fmt: skip
"""Endings of domains, and legal forms that one country alone has, by country."""


def read_company(text: str, *, name: str = "", email: str = "", country: str = "", contact: str = "") -> Company:
    """The company that words or a business card are about.

    Args:
        text: as written.
        name: of the company, as understood of the words already, empty where nothing was; so are the others.
        email: of the contact.
        country: ISO 3166-1.
        contact: their name.
    """
    mail = EMAIL.search(text)
    address = email or (mail[0] if mail else "")
    rest = EMAIL.sub(" ", text)
    vat = _VAT.search(rest)
    vat_number = (vat["number"] or vat["bare"] or "") if vat else ""
    without_vat = rest.replace(vat[0], " ") if vat else rest
    register = _REGISTER.search(without_vat)
    hrb = _HRB.search(without_vat)
    site = _SITE.search(rest)
    legal_name = _legal_name(text, name)
    company = Company(
        legal_name=legal_name,
        country=country or _country(legal_name, vat_number, address, site["site"] if site else ""),
        register_number=hrb[0] if hrb else register["number"] if register else "",
        vat_number=vat_number,
        domain=site["site"] if site else "",
        contact=_contact(text, address, legal_name) or contact,
        email=address,
    )
    return tidied(company)


def merged(known: Company, said: Company) -> Company:
    """What is known of a company, changed by what was said of it since."""
    changes = {name: value for name, value in said.plain().items() if value}
    return tidied(replace(known, **changes))


def lines_in(text: str, names: Iterable[str], said: str | None) -> tuple[str, ...]:
    """The lines (vendor/line) that words name, or that were understood of them."""
    found = []
    for name in names:
        line = name.partition("/")[2]
        if (
            re.search(rf"(?<!\w){re.escape(line)}(?!\w)", text, re.IGNORECASE)
            or (said or "").casefold() == line.casefold()
        ):
            found.append(name)
    return tuple(found)


def _legal_name(text: str, name: str) -> str:
    for line in text.splitlines():
        if (found := _NAME.search(_VERB.sub("", line.strip()))) is not None:
            whole = found["name"]
            return whole if not name or name.split(maxsplit=1)[0] in whole else name
    return name


def _contact(text: str, address: str, legal_name: str) -> str:
    if found := _CONTACT.search(EMAIL.sub("|", text)):
        return found["name"]
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    if len(lines) > 2:  # noqa: PLR2004 - a card has a name, a company and an address at least
        people = [line for line in lines if _PERSON.fullmatch(line) and line not in legal_name]
        return people[0] if people else ""
    before = text.partition(address)[0] if address else ""
    last = before.rpartition(",")[2] if "," in before else before
    found = _BEFORE_MAIL.search(last)
    return found["name"] if found and found["name"] not in legal_name else ""


def _country(legal_name: str, vat_number: str, address: str, site: str) -> str:
    """Where a company sits, by its tax number, its legal form, or the ending of its domain; empty when none says it."""
    prefix = vat_number[:2].upper()
    if prefix in _COUNTRY_OF.values():
        return prefix
    if by_form := _FORM_OF.get(legal_name.rpartition(" ")[2].casefold(), ""):
        return by_form
    return next((_COUNTRY_OF[end] for host in (address, site) if (end := host.rpartition(".")[2]) in _COUNTRY_OF), "")
