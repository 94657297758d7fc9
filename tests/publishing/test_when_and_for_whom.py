"""Embargoes open on the minute in the stated zone; releases reach exactly whom the preview names."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from chat import Chat, sheet

from channel.access.gate import Gate
from channel.publications import Terms, reach
from channel.tables.parties import Kind, Line, Organisation
from ingest.publishing import start_of

OLIVER, LENA, TOM, NADIA = "northwall.marketing", "alpenrock.sales", "meridian.presales", "brightpath.partner"
SALES = {
    "alpenrock": LENA,
    "meridian": "meridian.sales",
    "donau": "donau.sales",
    "tirol": "tirol.owner",
    "rheinblick": "rheinblick.sales",
    "calder": "calder.sales",
    "pixelforge": "pixelforge.sales",
    "fjordbyte": "fjordbyte.sales",
    "brightpath": "brightpath.pm",
    "kestrel": "kestrel.pm",
}
GUIDE = (
    "cooling-guide-fw240.md",
    sheet(("Intake temperature", "38 °C"), title="Cooling guide NW-FW240", version="1.0"),
)
TITLE = ("Cooling guide NW-FW240", "1.0")


@pytest.mark.parametrize(
    ("words", "opens"),
    [
        ("embargo until 1 December 10:00 Berlin time", datetime(2026, 12, 1, 9, 0, tzinfo=UTC)),
        ("embargo until 1 December 10:00 London time", datetime(2026, 12, 1, 10, 0, tzinfo=UTC)),
        ("embargo until 2027-03-28 09:00 Berlin", datetime(2027, 3, 28, 7, 0, tzinfo=UTC)),
        ("Sperrfrist bis 1. Dezember, 9 Uhr", datetime(2026, 12, 1, 8, 0, tzinfo=UTC)),
        ("valid from 15 December", datetime(2026, 12, 14, 23, 0, tzinfo=UTC)),
    ],
)
def test_nobody_but_the_owner_sees_it_a_minute_too_early(chat: Chat, words: str, opens: datetime) -> None:
    live = chat.publish(OLIVER, GUIDE, text=words)
    assert "opens on" in live.text or "öffnet sich am" in live.text

    chat.at(opens - timedelta(minutes=1))
    assert TITLE not in chat.titles(LENA)
    assert TITLE not in chat.titles("brightpath.pm")
    assert TITLE in chat.titles(OLIVER)
    chat.at(opens)
    assert TITLE in chat.titles(LENA)


def test_the_former_version_counts_until_the_new_one_is_seen(chat: Chat) -> None:
    chat.publish(
        OLIVER,
        (
            "fw120-v3.7.md",
            b"# FW120 rack firewall\n\nDatasheet, version 3.7\n\nThe NW-FW120 makes 39 dB(A) of noise at 1 m.\n",
        ),
        text="new FW120 datasheet, valid from 1 December",
    )

    assert "41 dB(A)" in chat.ask(LENA, "Noise of the FW120 at 1 m?")
    chat.at(datetime(2026, 12, 1, 8, 0, tzinfo=UTC))
    assert "39 dB(A)" in chat.ask(LENA, "Noise of the FW120 at 1 m?")


def test_a_reader_is_not_told_on_which_day_an_embargoed_version_will_replace_what_holds_now(chat: Chat) -> None:
    chat.publish(
        OLIVER,
        (
            "fw120-v3.7.md",
            b"# FW120 rack firewall\n\nDatasheet, version 3.7\n\nThe NW-FW120 makes 39 dB(A) of noise at 1 m.\n",
        ),
        text="new FW120 datasheet, embargo until 17 December 10:00 Berlin time",
    )

    since = chat.driver.mark()
    answer = chat.ask(LENA, "Noise of the FW120 at 1 m?")
    card = chat.driver.heard(since, LENA, "dm").public[-1]
    chat.driver.press(LENA, card, "source.open.1")
    opened = str(chat.driver.views(LENA)[-1])

    assert "41 dB(A)" in answer
    assert "dB(A)" in opened
    assert "Dec 2026" not in f"{answer}{opened}"
    assert "uperseded" not in f"{answer}{opened}"


@pytest.mark.parametrize(
    ("audience", "terms"),
    [
        ("public", {}),
        ("partners", {}),
        ("partners", {"line_ids": ("Firewall",)}),
        ("partners", {"line_ids": ("Firewall", "Wireless"), "territories": ("DE",)}),
        ("partners", {"territories": ("AT", "CH")}),
        ("partners", {"min_rank": 2}),
        ("public", {"min_rank": 3}),
        ("partners", {"nda": True}),
        ("partners", {"line_ids": ("Wireless",), "min_rank": 3, "nda": True, "territories": ("DE",)}),
        ("organisation", {"organisation_id": "meridian"}),
    ],
)
def test_the_preview_counts_exactly_who_will_see_it(chat: Chat, audience: str, terms: dict[str, Any]) -> None:
    told = _told(chat, Terms.model_validate({"audience": audience, **_ids(chat, terms)}))
    card = chat.drop(OLIVER, GUIDE)
    values = {
        "audience": audience,
        "lines": [str(i) for i in _ids(chat, terms).get("line_ids", ())],
        "territories": ", ".join(terms.get("territories", ())),
        "min_tier": str(terms.get("min_rank", "none")),
        "organisation": str(_ids(chat, terms).get("organisation_id", "none")),
        "nda": ["yes"] if terms.get("nda") else [],
    }
    assert chat.edit(OLIVER, card, values).errors == {}
    chat.press(OLIVER, chat.again(OLIVER, card), "draft.confirm")

    assert {key for key, person in SALES.items() if TITLE in chat.titles(person)} == told & set(SALES)
    assert told <= {*SALES, "weber", "nordlys", "torvald"}


def test_what_was_given_to_two_by_name_is_not_offered_to_all_partners(chat: Chat) -> None:
    guide = b"# Distributor pricing and ship-and-debit guide 2026\n\nVersion 9.1\n\nA claim is paid after 30 days.\n"
    card = chat.drop(
        OLIVER, ("northwall-distributor-pricing-guide-2026-v9.1.md", guide), text="new version of the pricing guide"
    )
    assert "Distributor pricing and ship-and-debit guide 2026" in card.text
    chat.press(OLIVER, card, "draft.confirm")

    assert any(version == "9.1" for _, version in chat.titles(OLIVER))
    for person in (LENA, TOM, "rheinblick.sales"):
        assert not any(version == "9.1" for _, version in chat.titles(person))


def test_a_day_begins_in_its_own_zone_on_both_sides_of_summer_time() -> None:
    assert start_of(date(2027, 3, 28), "Europe/Berlin") == datetime(2027, 3, 27, 23, tzinfo=UTC)
    assert start_of(date(2027, 3, 29), "Europe/Berlin") == datetime(2027, 3, 28, 22, tzinfo=UTC)


def test_a_distributor_publishes_to_its_customers_alone(chat: Chat) -> None:
    card = chat.drop(
        NADIA, ("christmas-hours.md", b"# Christmas opening hours\n\nOur desk is closed on 25 December.\n")
    )
    assert "Customers who buy from you" in card.text
    chat.press(NADIA, card, "draft.confirm")

    title = ("Christmas opening hours", "1.0")
    assert title in chat.titles(LENA)
    assert title not in chat.titles("fjordbyte.sales")
    assert title not in chat.titles("kestrel.partner")
    assert title not in chat.titles(OLIVER)
    assert "closed on 25 December" in chat.ask(LENA, "When is the desk closed at Christmas?")


def _ids(chat: Chat, terms: dict[str, Any]) -> dict[str, Any]:
    """The terms with numbers in place of names."""
    found = dict(terms)
    if "line_ids" in terms:
        lines = {row.name: row.id for row in chat.rows(Line)}
        found["line_ids"] = tuple(lines[name] for name in terms["line_ids"])
    if "organisation_id" in terms:
        (row,) = chat.rows(Organisation, Organisation.key == terms["organisation_id"])
        found["organisation_id"] = row.id
    return found


def _told(chat: Chat, terms: Terms) -> set[str]:
    """The keys of the organisations that a preview would name."""
    gate: Gate = chat.parts.gate
    viewer = chat.viewer(OLIVER)
    assert viewer.kind is Kind.VENDOR
    with gate.viewing(viewer) as session:
        reached = reach(session, viewer, terms, date(2026, 11, 24))
    names = {row.name: row.key for row in chat.rows(Organisation)}
    return {names[name] for name in (*reached.resellers, *reached.distributors)}


def test_an_embargo_is_no_end_of_validity(chat: Chat) -> None:
    chat.publish(OLIVER, GUIDE, text="embargo until 1 December 10:00 London time")

    assert chat.version("1.0", "Cooling guide NW-FW240").valid_to is None


def test_who_loses_sight_of_a_document_is_named(chat: Chat) -> None:
    card = chat.drop(OLIVER, ("fw120-v3.7.md", sheet(("Noise", "39 dB(A)"))), text="new FW120 datasheet, Gold and up")

    assert "who see 3.0 today will not see this version" in card.text
    assert "Meridian" in card.text
