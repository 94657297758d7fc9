"""A draft waits for its person, takes effect once, or is let go; it is never anybody else's."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, select

from channel import drafts, uploads
from channel.access.gate import Action, Gate
from channel.access.identifying import system_viewer, viewer_of
from channel.access.rights import Right
from channel.access.viewer import Viewer
from channel.clock import MovableClock
from channel.database import open_engine, sqlite_url
from channel.drafts import ConfirmedBefore
from channel.errors import NotAllowed, NotFound, NotPossible
from channel.tables import Table
from channel.tables.journal import Draft
from channel.tables.parties import Kind, Organisation, Person, PersonRight

MORNING = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)
LOADER = system_viewer("loading", frozenset({Right.LOAD_DATA, Right.ASK}))
ANNA, BERT = 1, 2
DEAL, PRICE = "deal.register", "price.change"


@pytest.fixture
def clock() -> MovableClock:
    return MovableClock(MORNING, ticking=False)


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    engine = open_engine(sqlite_url(tmp_path / "channel.db"))
    Table.metadata.create_all(engine)
    yield engine
    engine.dispose()


@pytest.fixture
def gate(engine: Engine, clock: MovableClock) -> Gate:
    """Anna and Bert, colleagues of one reseller."""
    gate = Gate(engine, clock)
    with gate.acting(LOADER, Right.LOAD_DATA) as action:
        action.session.add(
            Organisation(
                id=9,
                key="alpenrock",
                kind=Kind.RESELLER,
                name="Alpenrock",
                legal_name="Alpenrock IT GmbH",
                country="DE",
                currency="EUR",
                timezone="Europe/Berlin",
                as_of=MORNING,
            )
        )
        action.session.flush()
        for id_, name in ((ANNA, "Anna"), (BERT, "Bert")):
            action.session.add(
                Person(
                    id=id_,
                    key=name.lower(),
                    organisation_id=9,
                    name=name,
                    email=f"{name.lower()}@alpenrock.example",
                    title="",
                    language="en",
                    timezone="Europe/Berlin",
                    as_of=MORNING,
                )
            )
            action.session.flush()
            action.session.add(PersonRight(person_id=id_, organisation_id=9, right=Right.ASK, as_of=MORNING))
    return gate


class Colleague:
    """One of them at their drafts."""

    def __init__(self, gate: Gate, person: int) -> None:
        self.gate = gate
        self.person = person
        self.viewer = viewer_of(gate, person)

    def saves(self, thread: str = "talk", capability: str = DEAL, **content: Any) -> str:
        with self.gate.acting(self.viewer, Right.ASK) as action:
            return drafts.save(action, capability, thread, content)

    def changes(self, key: str, **content: Any) -> None:
        with self.gate.acting(self.viewer, Right.ASK) as action:
            drafts.change(action, key, content)

    def discards(self, key: str) -> None:
        with self.gate.acting(self.viewer, Right.ASK) as action:
            drafts.discard(action, key)

    def confirms(self, key: str, perform: drafts.Perform | None = None) -> drafts.Content:
        with self.gate.acting(self.viewer, Right.ASK) as action:
            return drafts.confirm(action, key, perform or (lambda _action, content: {"did": content}))

    def sees(self, read: Any, *arguments: Any) -> Any:
        with self.gate.viewing(self.viewer) as session:
            return read(session, *arguments)

    def row(self, key: str) -> Draft:
        with self.gate.viewing(self.viewer) as session:
            return session.scalars(select(Draft).where(Draft.key == key)).one()


@pytest.fixture
def anna(gate: Gate) -> Colleague:
    return Colleague(gate, ANNA)


@pytest.fixture
def bert(gate: Gate) -> Colleague:
    return Colleague(gate, BERT)


def keys(found: tuple[drafts.OpenDraft, ...]) -> list[str]:
    return [draft.key for draft in found]


def test_what_is_saved_is_read_back_as_it_was_said(anna: Colleague) -> None:
    key = anna.saves("talk", DEAL, customer="Isarwerk", quantities=[25])
    expected = drafts.OpenDraft(key, DEAL, "open", {"customer": "Isarwerk", "quantities": [25]}, None, "talk", MORNING)
    assert anna.sees(drafts.by_key, key) == expected
    assert anna.sees(drafts.open_draft, ANNA, "talk") == expected
    assert anna.row(key).as_of == MORNING


def test_keys_cannot_be_guessed(anna: Colleague) -> None:
    one, other = anna.saves(), anna.saves()
    assert one != other
    assert re.fullmatch(r"draft-[0-9a-f]{24}", one)


@pytest.mark.parametrize("missing", ["person_id", "organisation_id"])
def test_somebody_unknown_prepares_nothing(gate: Gate, missing: str) -> None:
    known: dict[str, Any] = {"person_id": ANNA, "organisation_id": 9, "kind": Kind.RESELLER, missing: None}
    stranger = Viewer(rights=frozenset({Right.ASK}), **known)
    with pytest.raises(NotPossible, match="known person"), gate.acting(stranger, Right.ASK) as action:
        drafts.save(action, DEAL, "talk", {})


def test_a_change_replaces_the_content_and_says_of_when_it_is(anna: Colleague, clock: MovableClock) -> None:
    key = anna.saves(customer="Isarwerk", value="48000")
    clock.set(MORNING + timedelta(minutes=5))
    anna.changes(key, customer="Moorhof")
    assert anna.sees(drafts.by_key, key).content == {"customer": "Moorhof"}
    assert anna.row(key).as_of == MORNING + timedelta(minutes=5)
    assert anna.sees(drafts.by_key, key).begun_at == MORNING


def test_what_a_person_confirms_takes_effect_and_keeps_its_outcome(anna: Colleague, clock: MovableClock) -> None:
    key = anna.saves(customer="Isarwerk")
    clock.set(MORNING + timedelta(hours=1))
    assert anna.confirms(key) == {"did": {"customer": "Isarwerk"}}
    seen = anna.sees(drafts.by_key, key)
    assert (seen.state, seen.outcome) == ("confirmed", {"did": {"customer": "Isarwerk"}})
    assert anna.row(key).closed_at == MORNING + timedelta(hours=1)


def test_a_second_confirmation_changes_nothing_and_gives_the_first_outcome(anna: Colleague) -> None:
    key, done = anna.saves(customer="Isarwerk"), []

    def once(_action: Action, content: drafts.Content) -> drafts.Content:
        done.append(content)
        return {"number": len(done)}

    anna.confirms(key, once)
    with pytest.raises(ConfirmedBefore) as again:
        anna.confirms(key, once)
    assert again.value.outcome == {"number": 1}
    assert done == [{"customer": "Isarwerk"}]
    assert again.value.words("en") == ("That was already done; nothing was changed a second time.", "")
    assert again.value.words("de")[0].startswith("Das war schon erledigt")


def test_what_the_rules_refuse_leaves_the_draft_open(anna: Colleague) -> None:
    key = anna.saves(customer="Isarwerk")

    def refuse(_action: Action, _content: drafts.Content) -> drafts.Content:
        raise NotPossible("The programme is closed.")

    with pytest.raises(NotPossible, match="closed"):
        anna.confirms(key, refuse)
    assert anna.sees(drafts.by_key, key).state == "open"
    assert anna.confirms(key) == {"did": {"customer": "Isarwerk"}}


def test_performing_gets_a_copy_so_that_the_draft_says_what_was_confirmed(anna: Colleague) -> None:
    key = anna.saves(customer="Isarwerk")

    def forget(_action: Action, content: drafts.Content) -> drafts.Content:
        content.clear()
        return {}

    anna.confirms(key, forget)
    assert anna.sees(drafts.by_key, key).content == {"customer": "Isarwerk"}


def test_what_performs_is_given_the_change_under_way(anna: Colleague) -> None:
    key = anna.saves()
    assert anna.confirms(key, lambda action, _: {"by": action.viewer.name, "at": action.now.isoformat()}) == {
        "by": "Anna",
        "at": MORNING.isoformat(),
    }


def test_a_discarded_draft_is_over(anna: Colleague, clock: MovableClock) -> None:
    key = anna.saves(customer="Isarwerk")
    clock.set(MORNING + timedelta(hours=2))
    anna.discards(key)
    assert anna.sees(drafts.by_key, key).state == "discarded"
    assert anna.row(key).closed_at == MORNING + timedelta(hours=2)
    assert anna.sees(drafts.open_draft, ANNA, "talk") is None
    for again in (anna.confirms, anna.discards, anna.changes):
        with pytest.raises(NotPossible, match="discarded"):
            again(key)


def test_a_confirmed_draft_is_neither_changed_nor_discarded(anna: Colleague) -> None:
    key = anna.saves(customer="Isarwerk")
    anna.confirms(key)
    for late in (anna.changes, anna.discards):
        with pytest.raises(ConfirmedBefore) as refused:
            late(key)
        assert refused.value.outcome == {"did": {"customer": "Isarwerk"}}
    assert anna.sees(drafts.by_key, key).content == {"customer": "Isarwerk"}


def test_discarding_lets_go_of_the_files_it_names_and_of_no_others(anna: Colleague) -> None:
    with anna.gate.acting(anna.viewer, Right.ASK) as action:
        for key in ("up-1", "up-2"):
            uploads.keep(action, key, "list.csv", "text/csv", b"a;b")
    anna.discards(anna.saves(uploads=["up-1"]))
    assert not anna.sees(uploads.is_kept, "up-1")
    assert anna.sees(uploads.is_kept, "up-2")


def test_a_colleague_cannot_tell_a_draft_of_mine_from_none(anna: Colleague, bert: Colleague) -> None:
    said = set()
    for key in (anna.saves(), "draft-of-nobody"):
        for touch in (bert.confirms, bert.discards, bert.changes):
            with pytest.raises(NotFound) as refused:
                touch(key)
            said.add(refused.value.line("en"))
        with pytest.raises(NotFound, match="draft"):
            bert.sees(drafts.by_key, key)
    assert len(said) == 1


def test_a_thread_goes_on_with_its_latest_open_draft(anna: Colleague) -> None:
    first, second = anna.saves("talk"), anna.saves("talk")
    anna.saves("elsewhere")
    assert anna.sees(drafts.open_draft, ANNA, "talk").key == second
    anna.discards(second)
    assert anna.sees(drafts.open_draft, ANNA, "talk").key == first
    assert anna.sees(drafts.open_draft, ANNA, "nowhere") is None


def test_what_waits_is_listed_by_capability_the_latest_first(anna: Colleague, bert: Colleague) -> None:
    saved = [anna.saves(f"talk {number}") for number in range(4)]
    anna.saves("talk", PRICE)
    bert.saves("talk")
    anna.confirms(saved[2])
    assert keys(anna.sees(drafts.waiting, ANNA, DEAL)) == [saved[3], saved[1], saved[0]]
    assert keys(anna.sees(drafts.waiting, ANNA, DEAL, 2)) == [saved[3], saved[1]]


def test_what_took_effect_is_listed_by_when_it_did(anna: Colleague, bert: Colleague, clock: MovableClock) -> None:
    one, two, price, open_ = anna.saves(), anna.saves(), anna.saves("talk", PRICE), anna.saves()
    bert.confirms(bert.saves())
    for minute, key in enumerate((two, price, one)):
        clock.set(MORNING + timedelta(minutes=minute))
        anna.confirms(key)
    assert keys(anna.sees(drafts.confirmed, ANNA, [DEAL])) == [one, two]
    assert keys(anna.sees(drafts.confirmed, ANNA, [DEAL, PRICE])) == [one, price, two]
    assert keys(anna.sees(drafts.confirmed, ANNA, [DEAL, PRICE], 1)) == [one]
    assert keys(anna.sees(drafts.waiting, ANNA, DEAL)) == [open_]


def test_a_thread_remembers_what_last_took_effect_in_it(anna: Colleague, clock: MovableClock) -> None:
    one, two, elsewhere = anna.saves(), anna.saves(), anna.saves("elsewhere")
    assert anna.sees(drafts.last_confirmed, ANNA, "talk") is None
    for minute, key in enumerate((two, one, elsewhere)):
        clock.set(MORNING + timedelta(minutes=minute))
        anna.confirms(key)
    anna.discards(anna.saves())
    assert anna.sees(drafts.last_confirmed, ANNA, "talk").key == one


def test_of_two_that_took_effect_at_once_the_later_draft_comes_first(anna: Colleague) -> None:
    one, two = anna.saves(), anna.saves()
    for key in (two, one):
        anna.confirms(key)
    assert keys(anna.sees(drafts.confirmed, ANNA, [DEAL])) == [two, one]
    assert anna.sees(drafts.last_confirmed, ANNA, "talk").key == two


def test_lists_are_short_unless_more_is_asked_for(anna: Colleague) -> None:
    saved = [anna.saves() for _ in range(51)]
    assert keys(anna.sees(drafts.waiting, ANNA, DEAL)) == saved[:30:-1]
    for key in saved:
        anna.confirms(key)
    assert keys(anna.sees(drafts.confirmed, ANNA, [DEAL])) == saved[:0:-1]


def test_by_reading_a_person_finds_nobody_elses(anna: Colleague, bert: Colleague) -> None:
    anna.confirms(anna.saves())
    anna.saves()
    assert bert.sees(drafts.open_draft, ANNA, "talk") is None
    assert bert.sees(drafts.last_confirmed, ANNA, "talk") is None
    assert bert.sees(drafts.waiting, ANNA, DEAL) == ()
    assert bert.sees(drafts.confirmed, ANNA, [DEAL]) == ()


def test_where_every_row_is_seen_a_person_still_gets_their_own(gate: Gate, anna: Colleague, bert: Colleague) -> None:
    mine, done = anna.saves(), anna.saves()
    anna.confirms(done)
    bert.confirms(bert.saves())
    bert.saves()
    with gate.viewing(LOADER) as session:
        assert keys(drafts.waiting(session, ANNA, DEAL)) == [mine]
        assert keys(drafts.confirmed(session, ANNA, [DEAL])) == [done]
        assert [
            found and found.key
            for found in (drafts.open_draft(session, ANNA, "talk"), drafts.last_confirmed(session, ANNA, "talk"))
        ] == [mine, done]


def test_what_confirms_needs_the_right(anna: Colleague) -> None:
    key = anna.saves()
    with pytest.raises(NotAllowed), anna.gate.acting(anna.viewer, Right.DECIDE_DEALS) as action:
        drafts.confirm(action, key, lambda *_: {})
    assert anna.sees(drafts.by_key, key).state == "open"
