"""Numbers, domains and addresses of customers: what cannot be is said, what nobody can check holds."""

from __future__ import annotations

from typing import Any

import pytest

from channel.deals.customer_numbers import country_of, identity_problems, number_holds
from channel.deals.views import Application


def problems(**said: Any) -> list[tuple[str, tuple[str, ...]]]:
    return [(problem.code, problem.facts) for problem in identity_problems(Application(**said))]


@pytest.mark.parametrize(
    "number", ["DE136695976", "DE 136 695 976", "de136695976", "ATU13585627", "GB980780684", "CHE-100.155.212"]
)
def test_numbers_whose_check_digits_agree_hold(number: str) -> None:
    assert number_holds(number, None)
    assert problems(register_number=number) == []


@pytest.mark.parametrize("number", ["DE136695978", "DE 136 695 978", "ATU13585626", "GB802311781", "DE12"])
def test_numbers_whose_check_digits_disagree_are_said(number: str) -> None:
    assert not number_holds(number, None)
    assert problems(register_number=number, country="DE") == [("number_wrong", (number,))]


@pytest.mark.parametrize(
    ("number", "country", "holds"),
    [
        ("988077917", "NO", True),
        ("988077918", "NO", False),
        ("988 077 918", "NO", False),
        ("988077918", "DE", True),
        ("98807791", "NO", True),
        ("98807791X", "NO", True),
        ("5560360793", "SE", True),
        ("556036-0794", "SE", False),
        ("5560360794", "NO", True),
        ("55603607", "SE", True),
    ],
)
def test_register_numbers_of_norway_and_sweden_are_checked_there(number: str, country: str, holds: bool) -> None:  # noqa: FBT001 - what is expected
    assert number_holds(number, country) is holds


@pytest.mark.parametrize("number", ["HRB 12345", "HRA 7", "FN 123456 a", "SC123456"])
def test_numbers_without_a_checker_hold(number: str) -> None:
    assert number_holds(number, "DE")


@pytest.mark.parametrize(
    ("number", "country"),
    [("ATU13585627", "AT"), ("CHE-100.155.212 MWST", "CH"), ("de 136695976", "DE"), ("HRB 5", None), ("DENTAL", None)],
)
def test_a_vat_number_names_its_country(number: str, country: str | None) -> None:
    assert country_of(number) == country


def test_a_number_of_another_country_is_said() -> None:
    said = [("number_elsewhere", ("ATU13585627", "AT", "DE"))]
    assert problems(register_number="ATU13585627", country="DE") == said
    assert problems(register_number="ATU13585627", country="AT") == []
    assert problems(register_number="ATU13585627") == []


@pytest.mark.parametrize(("domain", "wrong"), [("isarwerk.example", 0), ("isarwerk", 1), ("a b.de", 1), ("x.de/y", 1)])
def test_a_domain_looks_like_one(domain: str, wrong: int) -> None:
    assert problems(domain=domain) == [("domain_wrong", (domain,))] * wrong


@pytest.mark.parametrize(("email", "wrong"), [("m.huber@isarwerk.example", 0), ("m.huber@isarwerk", 1), ("huber", 1)])
def test_an_address_looks_like_one(email: str, wrong: int) -> None:
    assert problems(contact_email=email) == [("email_wrong", (email,))] * wrong


@pytest.mark.parametrize(
    ("country", "postcode", "wrong"),
    [
        ("DE", "80331", 0),
        ("DE", "8033", 1),
        ("AT", "0123", 1),
        ("GB", "bd23 1aa", 0),
        ("GB", "80331", 1),
        ("JP", "100-0001", 0),
        ("DE", None, 0),
    ],
)
def test_a_postcode_has_its_countrys_form(country: str, postcode: str | None, wrong: int) -> None:
    assert problems(country=country, postcode=postcode) == [("postcode_wrong", (postcode, country))] * wrong


def test_without_a_country_no_postcode_is_wrong() -> None:
    assert problems(postcode="anything") == []


def test_all_that_is_wrong_is_said_at_once() -> None:
    said = problems(register_number="DE1", domain="x", contact_email="x", postcode="x", country="DE")
    assert [code for code, _ in said] == ["number_wrong", "domain_wrong", "email_wrong", "postcode_wrong"]
