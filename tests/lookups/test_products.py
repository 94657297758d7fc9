"""Looking up the product master: lifecycle, what goes with what, and who may sell it where."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from channel import parties, products
from channel.access.gate import Gate
from channel.access.viewer import Viewer

TODAY = date(2026, 11, 24)
Who = Callable[[str], Viewer]


def test_facts_come_in_the_order_asked_for_and_leave_out_what_is_not_in_sight(gate: Gate, who: Who) -> None:
    with gate.viewing(who("weber.service")) as session:
        found = products.product_facts(session, ["HD-M75", "NW-FW120", "hd-d75"])

    assert [fact.mpn for fact in found] == ["HD-M75", "HD-D75"]


def test_conditions_stand_with_their_figures(gate: Gate, who: Who) -> None:
    with gate.viewing(who("alpenrock.presales")) as session:
        (fact,) = products.product_facts(session, ["NW-FW120"])

    large = fact.attribute("ipsec_gbps_1420_byte")
    assert large is not None
    assert (large.value, large.unit, large.condition) == (11.0, "Gbps", "1,420-byte packets, since firmware 7.4")


def test_what_goes_out_of_sale_in_a_period_comes_soonest_first(gate: Gate, who: Who) -> None:
    with gate.viewing(who("kestrel.pm")) as session:
        ending = products.ending_sale(session, date(2026, 1, 1), date(2026, 12, 31))

    assert [(life.mpn, life.end_of_sale) for life in ending] == [
        ("NW-AP6", date(2026, 3, 31)),
        ("NW-SW48P", date(2026, 12, 31)),
    ]


@pytest.mark.parametrize(
    ("mpns", "relation"),
    [(("NW-FW60", "NW-FW120"), "excludes"), (("NW-AP7", "NW-SW48P"), "works"), (("HD-M75", "HD-D75"), "works")],
)
def test_a_pair_is_found_whichever_is_named_first(gate: Gate, who: Who, mpns: tuple[str, str], relation: str) -> None:
    key = "weber.buyer" if mpns[0].startswith("HD") else "donau.sales"
    with gate.viewing(who(key)) as session:
        there, back = products.compatibility(session, mpns), products.compatibility(session, mpns[::-1])

    assert there == back
    assert {pair.relation for pair in there} == {relation}


def test_an_authorisation_names_countries_and_where_it_is_bought(gate: Gate, who: Who) -> None:
    with gate.viewing(who("kestrel.partner")) as session:
        fjordbyte = parties.find_organisation(session, "Fjordbyte")
        assert fjordbyte is not None
        held = products.authorisation(session, fjordbyte.id, "Optics", TODAY)
        in_sweden = products.authorisation(session, fjordbyte.id, "optics", TODAY, territory=frozenset({"SE"}))

    assert held is not None
    assert in_sweden is not None
    assert (held.countries, held.distributors) == (("NO", "SE"), ("Kestrel Supply",))
    assert in_sweden.countries == ("SE",)


def test_ztna_needs_a_certificate(gate: Gate, who: Who) -> None:
    viewer = who("alpenrock.owner")
    with gate.viewing(viewer) as session:
        fact = products.authorisation(session, viewer.organisation_id or 0, "ZTNA", TODAY)

    assert fact is not None
    assert (fact.countries, fact.required_certificate) == ((), "NWZT")


@pytest.mark.parametrize("name", ["Brightpath", "brightpath", "Brightpath Distribution GmbH"])
def test_an_organisation_is_found_by_key_name_or_legal_name_in_sight_alone(gate: Gate, who: Who, name: str) -> None:
    with gate.viewing(who("alpenrock.sales")) as session:
        found = parties.find_organisation(session, name)
    with gate.viewing(who("pixelforge.sales")) as session:
        unseen = parties.find_organisation(session, name)

    assert found is not None
    assert found.key == "brightpath"
    assert unseen is None
