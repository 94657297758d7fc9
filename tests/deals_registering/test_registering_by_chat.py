"""Registering as people do it: a mail pasted, files dropped, for another, begun again, copied."""

from __future__ import annotations

import re

from bot.playground.demo import Demo
from bot.playground.driver import Message

SALES = "alpenrock.sales"
MAIL = """Please register this deal:

From: Nora Feldmann <n.feldmann@wendel-guss.example>
Sent: 18 November 2026 10:12
To: Lena Brandl
Subject: RE: Firewalls for the foundry

Hi Lena,

following our call on 12 November we want 9 NW-FW120 and 20 NW-AP7. The budget is EUR 41,000, the order is planned for
February 2027.

Best regards
Nora Feldmann
Head of IT
Wendel Gusstechnik GmbH
Hüttenweg 3
83026 Rosenheim
"""
DEALS = """Customer;Country;Postcode;Products;Value;Currency;Expected close;Contact;E-mail
Alpha Technik GmbH;DE;80331;12 NW-FW120;22000;EUR;2027-03-31;Max Huber;max@alpha-technik.example
Beta Stahl GmbH;DE;8033;5 NW-FW60;11000;EUR;2027-03-31;Eva Klein;eva@beta-stahl.example
Gamma Pumpen AG;AT;5020;30 NW-AP7, 2 NW-SW24P;15000;EUR;soon;Ina Moser;ina@gamma.example
Delta Foods GmbH;AT;5020;30 NW-AP7, 2 NW-SW24P;15000;EUR;2027-02-28;Ina Moser;ina@delta-foods.example
Alpha Technik GmbH;DE;80331;12 NW-AP7;22000;EUR;2027-03-31;Max Huber;max@alpha-technik.example
"""


def last(demo: Demo, who: str) -> Message:
    """The app's last message in its conversation with somebody."""
    assert demo.driver.wait_until_quiet()
    return [message for message in demo.driver.messages("dm", who) if message.is_app][-1]


def drop(demo: Demo, who: str, name: str, content: str, words: str = "") -> Message:
    """What the app says of a dropped file."""
    demo.driver.say(who, "dm", words, files=[(name, content.encode())])
    return last(demo, who)


def confirm(demo: Demo, who: str) -> str:
    """What comes of pressing the confirmation that was shown last."""
    message = last(demo, who)
    pressed = next(
        element
        for block in message.blocks
        for element in block.get("elements", [])
        if str(element.get("action_id", "")).startswith("draft.confirm")
    )
    demo.driver.press(who, message, pressed["action_id"])
    return last(demo, who).text


def test_a_pasted_mail_is_a_registration_that_only_waits_for_its_confirmation(demo: Demo) -> None:
    heard = demo.driver.ask(SALES, "dm", MAIL)

    assert "Register Wendel Gusstechnik GmbH?" in heard.text
    for known in ("83026 Rosenheim", "9 × NW-FW120, 20 × NW-AP7", "EUR 41,000.00", "28 Feb 2027", "Head of IT"):
        assert known in heard.text
    assert "Firewalls for the foundry" in heard.text
    assert "call, 12 Nov 2026" in heard.text
    assert "in force since 1 Jan 2026" in heard.text
    assert "DR-2026-" in confirm(demo, SALES)


def test_a_number_that_cannot_be_is_asked_for_again_and_the_draft_is_kept(demo: Demo) -> None:
    words = (
        "Register Tauern Kraft GmbH, 5020 Salzburg, Austria, UID ATU12345676: 10 NW-FW120, 30,000 EUR, close "
        "March 2027, contact Ida Prem, ida.prem@tauern-kraft.example"
    )
    heard = demo.driver.ask("alpenrock.presales", "dm", words)
    assert "ATU12345676" in heard.text
    assert "check digits" in heard.text
    assert "Register it" not in heard.text

    mended = demo.driver.ask("alpenrock.presales", "dm", "the VAT number is ATU12345675")
    assert "Register Tauern Kraft GmbH?" in mended.text


def test_a_file_beside_a_draft_goes_with_the_registration(demo: Demo) -> None:
    drafted = demo.driver.ask(
        "donau.sales",
        "dm",
        "Registriere Almtal Holz GmbH, 4645 Grünau: 12 NW-FW120, 38.000 EUR, Abschluss März 2027, "
        "Ansprechpartner Franz Ebner, f.ebner@almtal-holz.example",
    )
    assert "Almtal Holz GmbH anmelden?" in drafted.text
    shown = drop(demo, "donau.sales", "angebot-2026-11-12.txt", "Angebot an Almtal Holz, 12.11.2026")
    assert "angebot-2026-11-12.txt" in shown.text
    done = confirm(demo, "donau.sales")
    number = re.findall(r"DR-2026-\d{4}", done)[0]

    for who in ("donau.sales", "brightpath.partner", "northwall.channel"):
        seen = demo.driver.ask(who, "dm", f"show the evidence of {number}").text
        assert "angebot-2026-11-12.txt" in seen, seen
    assert "angebot" not in demo.driver.ask("kestrel.partner", "dm", f"show the evidence of {number}").text


def test_many_deals_in_a_file_are_one_confirmation(demo: Demo) -> None:
    shown = drop(demo, "alpenrock.owner", "deals.csv", DEALS, words="please register these deals")

    assert "2 von 5 Zeilen" in shown.text or "2 of 5 rows" in shown.text
    assert "Beta Stahl GmbH" in shown.text
    assert "8033" in shown.text
    done = confirm(demo, "alpenrock.owner")
    assert "Alpha Technik GmbH" in done
    assert "Delta Foods GmbH" in done


def test_a_distributor_registers_for_its_reseller_and_the_vendor_decides(demo: Demo) -> None:
    heard = demo.driver.ask(
        "brightpath.partner",
        "dm",
        "Register for Donau Systems: Ennstal Milch GmbH, 8940 Liezen, Austria, 14 NW-FW120, 44,000 EUR, close"
        " April 2027, contact Karl Reiter, k.reiter@ennstal-milch.example",
    )
    assert "for Donau Systems?" in heard.text
    assert "Northwall Networks decides" in heard.text
    assert "DR-2026-" in confirm(demo, "brightpath.partner")
    assert "Ennstal Milch GmbH" in demo.driver.ask("donau.sales", "dm", "meine Deals").text


def test_what_was_begun_waits_until_its_person_comes_back(demo: Demo) -> None:
    demo.driver.ask("rheinblick.sales", "dm", "Register Moselwein Kellerei GmbH, 6 NW-FW120")
    heard = demo.driver.ask("rheinblick.sales", "dm", "show my deal drafts")
    assert "Moselwein Kellerei GmbH" in heard.text


def test_a_new_deal_can_begin_as_a_copy(demo: Demo) -> None:
    heard = demo.driver.ask(SALES, "dm", "Register the same as DR-2026-0147 for Loisachtal Klinik GmbH, 82418 Murnau")
    assert "Loisachtal Klinik GmbH" in heard.text
    assert "12 × NW-FW120, 40 × NW-AP7" in heard.text
    assert "DR-2026-0147" in heard.text


def test_somebody_elses_deal_is_no_pattern(demo: Demo) -> None:
    heard = demo.driver.ask("pixelforge.owner", "dm", "Register the same as DR-2026-0147 for Spreewald Bad GmbH")
    assert "NW-AP7" not in heard.text
