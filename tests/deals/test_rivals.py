from __future__ import annotations

import threading
from typing import Any

import pytest
from desk import Desk

from channel.deals.states import State
from channel.errors import NotFound
from channel.tables.deals import Conflict

RIVALS = ("alpenrock.sales", "rheinblick.sales")
STRANGER = "donau.sales"


def both_register(desk: Desk) -> dict[str, str]:
    """Two resellers confirm the same customer at the same moment; who got which number."""
    drafts = {key: desk.ask(key, "deal.register", "80331 München", **deal()).draft for key in RIVALS}
    ready, numbers, errors = threading.Barrier(2), {}, []

    def confirm(key: str) -> None:
        ready.wait()
        try:
            numbers[key] = desk.confirm(key, drafts[key])["number"]
        except Exception as error:  # noqa: BLE001 - the test shows that there is none
            errors.append(error)

    threads = [threading.Thread(target=confirm, args=(key,)) for key in RIVALS]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert errors == []
    return numbers


def deal(customer: str = "Isarwerk Klinik GmbH") -> dict[str, Any]:
    return {
        "customer": customer,
        "mpns": ("NW-FW120",),
        "quantities": (25,),
        "value": "48000",
        "currency": "EUR",
        "dates": ("2027-01",),
        "person": "Max Huber",
        "email": "max.huber@isarwerk-klinik.example",
    }


def test_of_two_at_the_same_moment_exactly_one_is_first(desk: Desk) -> None:
    before = desk.count(Conflict)
    numbers = both_register(desk)
    desk.let_time_work()

    assert len(set(numbers.values())) == 2
    assert desk.count(Conflict) == before + 1
    (pair,) = desk.ask("northwall.channel", "deal.conflict", deals=(numbers["alpenrock.sales"],)).value.pairs
    assert {pair.first.number, pair.second.number} == set(numbers.values())
    assert pair.first.submitted_at <= pair.second.submitted_at


def test_only_the_vendor_learns_of_it(desk: Desk) -> None:
    both_register(desk)
    desk.let_time_work()

    told = [name for name, topic, _ in desk.told() if topic == "deal.conflict"]
    assert told == [desk.name("northwall.channel")]


def test_the_second_is_not_approved_while_the_first_holds_the_place(desk: Desk) -> None:
    numbers = both_register(desk)
    desk.let_time_work()
    for number in numbers.values():
        desk.decide("brightpath.partner", "approve", number)
    first, second = sorted(numbers.values())
    desk.decide("northwall.channel", "approve", first)

    drafted = desk.ask("northwall.channel", "deal.decide", decision="approve", deals=(second,))
    with pytest.raises(Exception, match=first):
        desk.confirm("northwall.channel", drafted.draft)
    assert desk.state(second) == State.VENDOR_REVIEW


def test_a_rivals_draft_and_registration_read_like_a_strangers(desk: Desk) -> None:
    desk.register("alpenrock.sales")
    taken = desk.ask("rheinblick.sales", "deal.register", "80331 München", **deal())
    free = desk.ask("rheinblick.sales", "deal.register", "80331 München", thread="b", **deal("Talwerk Mühle GmbH"))
    assert desk.read(taken).replace("Isarwerk Klinik", "X") == desk.read(free).replace("Talwerk Mühle", "X")

    numbers = [str(desk.confirm("rheinblick.sales", draft.draft)["number"]) for draft in (taken, free)]
    desk.let_time_work()
    for number in numbers:
        desk.decide("brightpath.partner", "approve", number)
    desk.let_time_work()
    for reader in ("rheinblick.sales", "brightpath.partner"):
        shown = [desk.read(desk.ask(reader, "deal.status", deals=(number,))) for number in numbers]
        plain = [
            words.replace(number, "N").replace("Isarwerk Klinik", "X").replace("Talwerk Mühle", "X")
            for words, number in zip(shown, numbers, strict=True)
        ]
        assert plain[0] == plain[1]
        assert "onflict" not in shown[0]


@pytest.mark.parametrize("person", ["rheinblick.sales", "pixelforge.owner", "kestrel.partner", "brightpath.partner"])
def test_asking_about_others_gets_the_same_words_whatever_exists(desk: Desk, person: str) -> None:
    answers = {
        desk.read(desk.ask(person, "deal.conflict", customer=customer))
        for customer in ("Klinikum Isartal", "Nowhere Clinic")
    }
    assert len(answers) == 1


def test_a_customer_of_another_reseller_is_not_found(desk: Desk) -> None:
    words = set()
    for customer in ("Stadtwerke Ried", "Nowhere Clinic"):
        with pytest.raises(NotFound) as refused:
            desk.ask(STRANGER, "deal.status", customer=customer)
        words.add(refused.value.message.replace(customer, "X"))
    assert len(words) == 1


def test_the_vendor_sees_both_sides_and_who_was_first(desk: Desk) -> None:
    words = desk.read(desk.ask("northwall.channel", "deal.conflict", customer="Klinikum Isartal"))
    assert words.index("First complete: DR-2026-0147") < words.index("DR-2026-0152")
    assert "the same domain" in words


def test_another_vendor_sees_no_conflict(desk: Desk) -> None:
    assert desk.ask("halden.channel", "deal.conflict").value.pairs == ()
