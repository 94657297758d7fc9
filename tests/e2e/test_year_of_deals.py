"""A year in the life: thirty registrations of nine companies, lived by their people in the playground."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest
from seat import Seat
from sqlalchemy import select
from year import BERLIN, NUMBER, Year, at
from year_words import (
    BY_ALPENROCK,
    BY_PIXELFORGE,
    BY_RHEINBLICK,
    BY_WEBER,
    FOR_CALDER,
    FOR_TIROL,
    LOISACH,
    MAIL,
    RIVAL,
    SEEBLICK,
    TRAUN,
    ULVIK,
    YORKDALE,
)

from bot.playground.demo import Demo
from channel.calendar import is_business_day
from channel.deals.states import State
from channel.deals.terms import holds_place
from channel.tables.deals import Registration, RegistrationHistory
from channel.tables.journal import AuditEntry, Deadline, OutboxMessage
from channel.tables.parties import Organisation
from channel.tables.prices import SpecialPrice

LENA, MARTA, JENS, STEFAN = "alpenrock.sales", "alpenrock.presales", "rheinblick.sales", "donau.sales"
DENIZ, PRIYA, FJORD, WEBER = "pixelforge.owner", "meridian.sales", "fjordbyte.sales", "weber.service"
NADIA, INGRID, HEIKO = "brightpath.partner", "kestrel.partner", "torvald.partner"
KATRIN, OLIVER, UWE = "northwall.channel", "northwall.marketing", "halden.channel"

FATES = {
    "auerbach": State.WITHDRAWN,
    "bergmann": State.CLOSED,
    "chiemsee": State.LOST,
    "dornach": State.EXPIRED,
    "ebersberg": State.EXPIRED,
    "freising": State.LAPSED,
    "gmunden": State.TRANSFERRED,
    "heir": State.EXPIRED,
    "holzkirchen": State.REVOKED,
    "ismaning": State.EXPIRED,
    "kolbermoor": State.CLOSED,
    "rival": State.REJECTED,
    "lahnstein": State.EXPIRED,
    "mosel": State.LOST,
    "neuss": State.EXPIRED,
    "opladen": State.LOST,
    "wendel": State.EXPIRED,
    "seeblick": State.CLOSED,
    "loisach": State.WITHDRAWN,
    "pankow": State.EXPIRED,
    "quedlinburg": State.REJECTED,
    "rathenow": State.LOST,
    "spandau": State.WITHDRAWN,
    "ulvik": State.CLOSED,
    "hagen": State.APPROVED,
    "iserlohn": State.CONVERTED,
    "witten": State.EXPIRED,
    "yorkdale": State.EXPIRED,
    "traun": State.EXPIRED,
    "pennine": State.REVOKED,
    "arlberg": State.REVOKED,
}
"""How the thirty registrations, and the one that a transfer made, stand after the year."""


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demo]:
    """The demo channel on its first morning; its clock moves only when it is moved."""
    with Demo(tmp_path_factory.mktemp("year"), ticking=False) as running:
        yield running


def test_a_year_of_deals(seat: Seat) -> None:
    year = Year(seat.demo)
    year.begin()
    november_registers(year, seat)
    november_decides(year, seat)
    december_appeals_and_lapses(year)
    christmas_counts_business_days(year)
    january_changes_what_was_approved(year)
    february_ends_it(year)
    spring_and_summer(year)
    autumn_closes_it(year, seat)

    assert {customer: year.state(customer) for customer in year.numbers} == FATES
    with year.rows() as action:
        every_history_folds_to_its_state(action, year)
        every_place_has_one_holder(action)
        every_deadline_ran_once(action, year)
    everybody_heard_only_of_their_own(year)


def november_registers(year: Year, seat: Seat) -> None:
    """By a sentence in the browser, by files, and by a pasted mail; two are taken back."""
    seat.open("?as=UALPENROCKSALES")
    seat.ask(SEEBLICK)
    seat.press("Register it")
    seat.sees("DR-2026-0153")
    year.learn("DR-2026-0153")
    year.registers(LENA, "please register these deals", ("deals of November.csv", BY_ALPENROCK.encode()))
    year.registers(JENS, "please register these deals", ("deals.csv", BY_RHEINBLICK.encode()))
    year.registers(MARTA, MAIL)
    year.registers(MARTA, LOISACH)
    year.moves_to(at("2026-11-24", "10:30"))
    year.registers(JENS, RIVAL, known_as="rival")
    year.does_to("auerbach", LENA, "withdraw {}")
    year.does_to("loisach", MARTA, "withdraw {}")


def november_decides(year: Year, seat: Seat) -> None:
    """The distributor, then the vendor: approved, rejected, sent back; and one customer of two resellers."""
    first = ("bergmann", "chiemsee", "gmunden", "holzkirchen", "ismaning", "kolbermoor", "wendel")
    seat.become("Nadia Rossi")
    seat.sees(year.numbers["seeblick"])
    year.decides(NADIA, "approve", "seeblick", *first)
    year.decides(NADIA, "approve", "lahnstein", "mosel", "neuss", "opladen", "rival")
    year.decides(NADIA, "reject", "dornach", because="no engagement")
    year.decides(NADIA, "return", "ebersberg", "freising", because="the contact is missing")
    year.does_to("ebersberg", LENA, "amend {}: the contact is Uta Blumenthal")
    year.decides(NADIA, "approve", "ebersberg")

    year.moves_to(at("2026-11-25"))
    seat.become("Katrin Vogel")
    seat.sees(year.numbers["seeblick"], "Seeblick Klinik GmbH")
    seat.messages.filter(has_text="Seeblick Klinik GmbH").last.scroll_into_view_if_needed()
    seat.picture("card", keep_as="card")
    seat.ask(f"Konflikt zu {year.numbers['kolbermoor']}")
    seat.sees("Zuerst vollständig", "Rheinblick IT", "Alpenrock IT")
    seat.messages.last.scroll_into_view_if_needed()
    seat.picture("conflict", keep_as="conflict")
    year.decides(KATRIN, "approve", "seeblick", "ebersberg", *first)
    year.decides(KATRIN, "approve", "lahnstein", "neuss", "opladen")
    year.decides(KATRIN, "reject", "mosel", because="no engagement")
    year.decides(KATRIN, "reject", "rival", because="already registered")
    assert year.states("seeblick", "ebersberg", "lahnstein", *first) == {State.APPROVED}
    assert year.states("mosel", "rival", "dornach") == {State.REJECTED}


def december_appeals_and_lapses(year: Year) -> None:
    """Appeals go to somebody else than who rejected; what is never completed lapses with its last day."""
    year.moves_to(at("2026-11-27"))
    for customer, person in (("dornach", LENA), ("mosel", JENS), ("rival", JENS)):
        year.does_to(customer, person, "appeal {}: we ran a proof of concept with them in October")
    assert "somebody else" in year.says(KATRIN, f"approve {year.numbers['mosel']}")
    year.decides(KATRIN, "approve", "dornach")
    year.decides(OLIVER, "approve", "mosel")
    year.decides(OLIVER, "reject", "rival", because="no engagement")
    year.moves_to(at("2026-12-04", "23:59"))
    assert year.state("freising") is State.ACTION_REQUIRED
    year.moves_to(at("2026-12-05", "00:00"))
    assert year.state("freising") is State.LAPSED


def christmas_counts_business_days(year: Year) -> None:
    """What is forgotten over the holidays is reminded of on days on which the one who decides works."""
    year.moves_to(at("2026-12-22"))
    year.registers(DENIZ, "please register these deals", ("deals.csv", BY_PIXELFORGE.encode()))
    year.moves_to(at("2027-01-04"))
    reminded = [text for text in told(year, INGRID) if year.numbers["pankow"] in text]
    assert len(reminded) == 3, "the card, the reminder and the escalation"
    year.decides(INGRID, "approve", "pankow", "quedlinburg", "rathenow")
    year.decides(INGRID, "return", "spandau", because="describe the project")
    year.does_to("spandau", DENIZ, "withdraw {}")
    year.decides(KATRIN, "approve", "pankow", "rathenow")
    year.decides(KATRIN, "reject", "quedlinburg", because="no engagement")


def january_changes_what_was_approved(year: Year) -> None:
    """Changed at once and after a look, extended, lost, handed over, revoked."""
    year.moves_to(at("2027-01-12"))
    year.does_to("ismaning", LENA, "amend {}: close moves to April 2027")
    assert year.state("ismaning") is State.APPROVED
    year.does_to("ismaning", LENA, "amend {}: now 30 NW-FW120")
    assert year.state("ismaning") is State.VENDOR_REVIEW
    year.decides(KATRIN, "approve", "ismaning")
    year.does_to("neuss", JENS, "amend {}: now 60 NW-FW120")
    year.decides(KATRIN, "reject", "neuss", because="no engagement")
    year.does_to("opladen", JENS, "amend {}: now 60 NW-FW120")
    year.does_to("opladen", JENS, "withdraw {}")
    assert year.states("ismaning", "neuss", "opladen") == {State.APPROVED}
    year.does_to("opladen", JENS, "{} lost to a competitor")
    year.does_to("mosel", JENS, "{} lost, the budget is gone")
    year.does_to("rathenow", DENIZ, "{} lost to a competitor")
    year.does_to("chiemsee", LENA, "{} lost on price")
    year.does_to("bergmann", LENA, "extend {} because the customer saw a demo on 8 January")
    year.decides(KATRIN, "approve", "bergmann")
    heir = year.does_to("gmunden", KATRIN, "transfer {} to Donau Systems: the customer's letter of 8 January")
    year.learn(heir.replace(year.numbers["gmunden"], ""), known_as="heir")
    year.does_to("holzkirchen", KATRIN, "revoke {}, inactive")


def february_ends_it(year: Year) -> None:
    """Reminded three times, once by an app that was down at the time; over with the last day where the policy is."""
    year.moves_to(at("2027-02-10"))
    year.does_to("seeblick", LENA, "{} is won with order BP-2611-0347")
    year.does_to("kolbermoor", LENA, "{} is won, 31,000 EUR, 17 NW-FW120")
    year.restart(until=at("2027-02-17"))
    year.moves_to(at("2027-02-22"))
    year.does_to("wendel", MARTA, "extend {} because the customer saw a demo on 19 February")
    year.moves_to(at("2027-02-23", "23:59"))
    assert year.states("ismaning", "lahnstein", "neuss", "ebersberg", "heir") == {State.APPROVED}
    year.moves_to(at("2027-02-24", "00:00"))
    assert year.states("ismaning", "lahnstein", "neuss", "ebersberg", "heir") == {State.EXPIRED}
    assert year.state("wendel") is State.EXTENSION_REVIEW
    year.decides(KATRIN, "reject", "wendel", because="no engagement")
    assert year.state("wendel") is State.EXPIRED
    year.does_to("ismaning", LENA, "extend {} because the board decides on 15 March")
    year.decides(KATRIN, "approve", "ismaning")
    assert year.state("ismaning") is State.APPROVED
    year.moves_to(at("2027-03-08"))
    year.does_to("bergmann", LENA, "{} is won, 26,000 EUR, 14 NW-FW120")


def spring_and_summer(year: Year) -> None:
    """Other countries, currencies and programmes, and deals that a distributor registers for its reseller."""
    year.moves_to(at("2027-03-10"))
    year.registers(FJORD, ULVIK)
    year.decides(INGRID, "approve", "ulvik")
    year.decides(KATRIN, "approve", "ulvik")
    year.moves_to(at("2027-03-26", "00:00"))
    assert year.state("ismaning") is State.EXPIRED
    year.moves_to(at("2027-04-06"))
    year.registers(WEBER, "please register these deals", ("deals.csv", BY_WEBER.encode()))
    year.decides(HEIKO, "approve", "hagen", "iserlohn", "witten")
    year.decides(UWE, "approve", "hagen", "iserlohn", "witten")
    year.moves_to(at("2027-05-04"))
    year.does_to("ulvik", FJORD, "{} is won, 330,000 NOK, 14 NW-FW120")
    year.registers(PRIYA, YORKDALE)
    year.registers(STEFAN, TRAUN)
    year.decides(NADIA, "approve", "yorkdale", "traun")
    year.decides(KATRIN, "approve", "yorkdale", "traun")
    year.moves_to(at("2027-07-06"))
    year.does_to("traun", STEFAN, "{} verlängern, weil der Kunde am 2. Juli eine Vorführung sah")
    year.decides(KATRIN, "reject", "traun", because="no engagement")
    year.registers(NADIA, FOR_TIROL)
    year.registers(NADIA, FOR_CALDER)
    year.decides(KATRIN, "approve", "arlberg", "pennine")


def autumn_closes_it(year: Year, seat: Seat) -> None:
    """What is left runs out, is closed, or is revoked; a timeline tells it all."""
    year.moves_to(at("2027-08-03"))
    year.does_to("arlberg", KATRIN, "revoke {}, tier lost")
    year.does_to("pennine", KATRIN, "revoke {}, breach of the terms")
    year.moves_to(at("2027-09-14"))
    year.does_to("iserlohn", WEBER, "{} is won, 30,000 EUR, 10 HD-D75")
    year.does_to("hagen", WEBER, "extend {} because the mill ran a trial on 7 September")
    year.decides(UWE, "approve", "hagen")
    year.moves_to(at("2027-10-04", "00:00"))
    assert year.states("witten", "yorkdale", "traun") == {State.EXPIRED}
    year.moves_to(at("2027-11-24"))
    seat.open("?as=UALPENROCKSALES")
    seat.become("Lena Brandl")
    seat.ask(f"status of {year.numbers['ismaning']}")
    seat.sees("reinstated", "expired")
    seat.picture("timeline", keep_as="timeline")


def told(year: Year, person: str) -> list[str]:
    """The texts of all that the app ever wrote to somebody."""
    return [message.text for message in year.heard(person)]


def every_history_folds_to_its_state(action: Any, year: Year) -> None:
    """Each step begins where the one before ended, and each is audited once."""
    rows = action.session.scalars(select(Registration).where(Registration.number.in_(year.numbers.values()))).all()
    assert len(rows) == len(FATES)
    for row in rows:
        steps = action.session.execute(
            select(RegistrationHistory.from_state, RegistrationHistory.to_state, RegistrationHistory.command)
            .where(RegistrationHistory.registration_id == row.id)
            .order_by(RegistrationHistory.position)
        ).all()
        assert [step.from_state for step in steps] == [None, *(step.to_state for step in steps[:-1])]
        assert steps[-1].to_state == row.state
        audited = action.session.scalars(
            select(AuditEntry.action).where(AuditEntry.subject == row.number).order_by(AuditEntry.id)
        )
        assert [entry for entry in audited if not entry.endswith("_conflict")] == [f"deal.{s.command}" for s in steps]
    for price in action.session.scalars(select(SpecialPrice).where(SpecialPrice.registration_id.is_not(None))):
        assert 0 <= (price.remaining_quantity or 0) <= (price.approved_quantity or 0)


def every_place_has_one_holder(action: Any) -> None:
    """No customer is held by two resellers."""
    held: dict[str, set[int]] = {}
    for row in action.session.scalars(select(Registration)):
        if holds_place(row):
            held.setdefault(row.customer_normalised, set()).add(row.reseller_id)
    assert all(len(resellers) == 1 for resellers in held.values())


def every_deadline_ran_once(action: Any, year: Year) -> None:
    """What came due was done or called off, on business days where people decide; reminders came once each."""
    offices = {
        row.id: (row.country, row.timezone)
        for row in action.session.execute(select(Organisation.id, Organisation.country, Organisation.timezone))
    }
    for deadline in action.session.scalars(select(Deadline).where(Deadline.subject.in_(year.numbers.values()))):
        if deadline.due_at <= action.now:
            assert deadline.done_at or deadline.cancelled_at, (deadline.subject, deadline.kind)
        if deadline.kind.startswith("decision"):
            country, _ = offices[deadline.organisation_id]
            assert is_business_day(deadline.due_at.astimezone(BERLIN).date(), country)
    assert action.session.scalars(select(OutboxMessage).where(OutboxMessage.sent_at.is_(None))).all() == []
    reminded = Counter(
        line
        for text in told(year, JENS)
        for line in text.splitlines()[:1]
        if "protection ends" in line or "der Schutz endet" in line
    )
    assert list(reminded.values()) == [3, 3], reminded


def everybody_heard_only_of_their_own(year: Year) -> None:
    """No reseller read a number or the name of another company; no distributor one of the other's."""
    with year.rows() as action:
        owners = dict(
            action.session.execute(
                select(Registration.number, Organisation.name).join(
                    Organisation, Organisation.id == Registration.reseller_id
                )
            ).all()
        )
    firms = {
        LENA: "Alpenrock IT",
        MARTA: "Alpenrock IT",
        JENS: "Rheinblick IT",
        STEFAN: "Donau Systems",
        DENIZ: "Pixelforge",
        PRIYA: "Meridian Health IT",
        FJORD: "Fjordbyte",
        WEBER: "Maschinenhaus Weber",
    }
    for person, own in firms.items():
        texts = "\n".join(told(year, person))
        assert {owners[number] for number in NUMBER.findall(texts)} <= {own}, person
        assert not [name for name in {*owners.values(), *firms.values()} - {own} if name in texts], person
