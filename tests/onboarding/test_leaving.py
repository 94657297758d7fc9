"""A partner leaves: nothing of it is seen any more from that second on; its deals go as the rules say."""

from __future__ import annotations

from onboarding_desk import ask, confirm, last, rows

from bot.playground.demo import Demo
from channel.tables.deals import Registration
from channel.tables.journal import Draft
from channel.tables.parties import Authorisation, Organisation, Supply

PARTNER, GONE = "brightpath.partner", "calder.sales"


def company(demo: Demo, key: str = "calder") -> Organisation:
    found: Organisation = rows(demo, Organisation, Organisation.key == key)[0]
    return found


def ended(demo: Demo) -> str:
    return confirm(demo, PARTNER, "offboard Calder IT")


def test_access_ends_at_once_in_threads_drafts_and_forms(demo: Demo) -> None:
    assert "GBP" in ask(demo, GONE, "price of the FW60 for GB")
    drafted = ask(demo, GONE, "register a deal: Norwood Mills Ltd, Leeds, 10 FW60, GBP 12000, closing March")
    assert "Norwood" in drafted
    assert "The partnership with Calder IT has ended" in ended(demo)
    house = company(demo)
    assert house.status == "left"
    assert {row.state for row in rows(demo, Draft, Draft.organisation_id == house.id)} <= {"discarded", "confirmed"}
    told = ask(demo, GONE, "and for 20?")
    assert "GBP" not in told
    assert "do not know you" in told
    before = len(rows(demo, Registration))
    ask(demo, GONE, "yes")
    assert len(rows(demo, Registration)) == before


def test_relations_end_and_undecided_deals_are_withdrawn_while_approved_ones_stay(demo: Demo) -> None:
    before = {row.number: row.state for row in rows(demo, Registration, Registration.reseller_id == company(demo).id)}
    ended(demo)
    after = {row.number: row.state for row in rows(demo, Registration, Registration.reseller_id == company(demo).id)}
    for number, state in before.items():
        if state in {"draft", "submitted", "distributor_review", "vendor_review", "action_required"}:
            assert after[number] == "withdrawn"
        else:
            assert after[number] == state
    assert all(row.valid_to is not None for row in rows(demo, Supply, Supply.reseller_id == company(demo).id))
    assert {row.status for row in rows(demo, Authorisation, Authorisation.reseller_id == company(demo).id)} == {"ended"}


def test_another_distributor_cannot_end_it(demo: Demo) -> None:
    ask(demo, "kestrel.partner", "offboard Calder IT")
    assert company(demo).status == "active"
    assert "Calder" not in last(demo, "kestrel.partner").text or "ended" not in last(demo, "kestrel.partner").text
