"""A year in the life: thirty registrations of nine companies, lived by their people in the playground."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest
from seat import Seat
from sqlalchemy import select
from year import BERLIN, NUMBER, Year, at

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

HEADINGS = "Customer;Country;Postcode;City;Products;Value;Currency;Expected close;Contact;E-mail;Project"
BY_ALPENROCK = f"""{HEADINGS}
Auerbach Druck GmbH;DE;80331;München;12 NW-FW120;22000;EUR;2027-02-26;Max Huber;huber@auerbach-druck.example;Firewalls
Bergmann Textil AG;DE;83022;Rosenheim;14 NW-FW120;26000;EUR;2027-03-31;Eva Klein;klein@bergmann-textil.example;Two sites
Chiemsee Reederei GmbH;DE;83209;Prien;15 NW-FW120;28000;EUR;2027-03-31;Ina Moser;moser@chiemsee-r.example;Terminals
Dornach Optik GmbH;DE;85609;Aschheim;10 NW-FW120;19000;EUR;2027-04-30;Jo Stern;stern@dornach-optik.example;New plant
Ebersberg Holz KG;DE;85560;Ebersberg;20 NW-FW120;37000;EUR;2027-02-26;Uta Blum;blum@ebersberg-holz.example;Saw mills
Freising Brauhaus AG;DE;85354;Freising;11 NW-FW120;20000;EUR;2027-03-31;Kai Lenz;lenz@freising-b.example;Brewery
Gmunden Keramik GmbH;AT;4810;Gmunden;16 NW-FW120;30000;EUR;2027-03-31;Leo Prem;prem@gmunden-k.example;Kilns
Holzkirchen Bau GmbH;DE;83607;Holzkirchen;13 NW-FW120;24000;EUR;2027-03-31;Mia Gass;gass@holzkirchen-bau.example;Sites
Ismaning Verlag AG;DE;85737;Ismaning;18 NW-FW120;33000;EUR;2027-03-31;Tom Reuter;reuter@ismaning-v.example;Offices
Kolbermoor Metall GmbH;DE;83059;Kolbermoor;17 NW-FW120;31000;EUR;2027-03-31;Ute Ried;ried@kolbermoor-m.example;Foundry
"""
BY_RHEINBLICK = f"""{HEADINGS}
Lahnstein Papier GmbH;DE;56112;Lahnstein;12 NW-FW120;22000;EUR;2027-03-31;Ralf Thiel;thiel@lahnstein-p.example;Mill
Mosel Kellerei AG;DE;54470;Bernkastel;13 NW-FW120;24000;EUR;2027-03-31;Anna Roth;roth@mosel-k.example;Cellars
Neuss Chemie GmbH;DE;41460;Neuss;20 NW-FW120;37000;EUR;2027-03-31;Paul Voss;voss@neuss-chemie.example;Laboratories
Opladen Druckguss GmbH;DE;51379;Leverkusen;14 NW-FW120;26000;EUR;2027-03-31;Lisa Hahn;hahn@opladen-d.example;Casting
"""
BY_PIXELFORGE = f"""{HEADINGS}
Pankow Medien GmbH;DE;13187;Berlin;12 NW-FW120;22000;EUR;2027-04-30;Nele Graf;graf@pankow-medien.example;Studios
Quedlinburg Glas AG;DE;06484;Quedlinburg;13 NW-FW120;24000;EUR;2027-04-30;Olaf Beier;beier@quedlinburg-g.example;Glass
Rathenow Optik GmbH;DE;14712;Rathenow;15 NW-FW120;28000;EUR;2027-04-30;Eike Sand;sand@rathenow-o.example;Lenses
Spandau Hafen AG;DE;13597;Berlin;16 NW-FW120;30000;EUR;2027-04-30;Jana Wolff;wolff@spandau-hafen.example;Port
"""
BY_WEBER = f"""{HEADINGS}
Hagen Walzwerk GmbH;DE;58095;Hagen;8 HD-D75;24000;EUR;2027-09-30;Karl Ohm;ohm@hagen-walzwerk.example;Rolling mill
Iserlohn Draht AG;DE;58636;Iserlohn;10 HD-D75;30000;EUR;2027-09-30;Grit Maas;maas@iserlohn-draht.example;Wire
Witten Pumpen GmbH;DE;58452;Witten;9 HD-D75;27000;EUR;2027-09-30;Ulf Kern;kern@witten-pumpen.example;Pumps
"""
MAIL = """Please register this deal:

From: Nora Feldmann <n.feldmann@wendel-guss.example>
Sent: 18 November 2026 10:12
To: Marta Rieger
Subject: RE: Firewalls for the foundry

Hi Marta,

following our call on 12 November we want 14 NW-FW120. The budget is EUR 26,000, the order is planned for March 2027.

Best regards
Nora Feldmann
Head of IT
Wendel Gusstechnik GmbH
Hüttenweg 3
83026 Rosenheim
"""
SEEBLICK = (
    "register a deal: Seeblick Klinik GmbH, 82319 Starnberg DE, seeblick-klinik.example, 14 FW120, 22000 EUR, "
    "close 2027-02-26, contact Eva Brandner e.brandner@seeblick-klinik.example, project two new sites"
)
FOR_TIROL = (
    "Register for Tirol Netz: Arlberg Bergbahn GmbH, 6580 St. Anton, Austria, 60 NW-AP7, 24,000 EUR, close November "
    "2027, contact Hans Falch, h.falch@arlberg-bb.example, project Wi-Fi on the stations"
)
FOR_CALDER = (
    "Register for Calder IT: Pennine Schools Ltd, HX1 2AB Halifax, UK, 20 NW-FW60, 21,000 GBP, close November 2027, "
    "contact Amy Shaw, a.shaw@pennine-schools.example, project school firewalls"
)
YORKDALE = (
    "Register Yorkdale Hospital Trust, LS1 3AA Leeds, UK: 20 NW-FW120, 35,000 GBP, close November 2027, contact "
    "Ian Webb, i.webb@yorkdale.example, project hospital network"
)
ULVIK = (
    "Register Ulvik Energi AS, 5730 Ulvik, Norway: 14 NW-FW120, 330,000 NOK, close August 2027, contact Siri Dahl, "
    "s.dahl@ulvik-energi.example, project control rooms"
)
TRAUN = (
    "Registriere Traun Papier AG, 4050 Traun: 12 NW-FW120, 22.000 EUR, Abschluss September 2027, Ansprechpartner "
    "Franz Ebner, f.ebner@traun-papier.example, Projekt Papiermaschine 3"
)
LOISACH = (
    "register a deal: Loisach Bad GmbH, 82418 Murnau DE, loisach-bad.example, 12 FW120, 22000 EUR, close 2027-03-31, "
    "contact Rosa Stein stein@loisach-bad.example, project pool and spa"
)
RIVAL = (
    "register a deal: Kolbermoor Metall GmbH, 83059 Kolbermoor DE, kolbermoor-m.example, 15 FW120, 29000 EUR, "
    "close 2027-03-31, contact Ute Ried ried@kolbermoor-m.example, project firewalls for the foundry"
)


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
