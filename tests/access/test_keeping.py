"""What is kept between messages holds exactly as long as the data that it was read from."""

from pathlib import Path
from typing import Any

import pytest
import worlds
from sqlalchemy import Engine, delete, event, select

from bot.identity import Identity
from bot.naming import names_for
from channel.access.gate import Gate
from channel.access.identifying import system_viewer, viewer_of
from channel.access.keeping import JOURNAL
from channel.access.rights import Right
from channel.clock import MovableClock
from channel.company_names import organisation_names
from channel.database import open_engine, sqlite_url
from channel.parties import organisations, own_organisation
from channel.policy import policy_by_id
from channel.tables import Table
from channel.tables.journal import AnswerLog, DataMark
from channel.tables.parties import Organisation, Person, SlackIdentity

LOADING = system_viewer("loading", frozenset({Right.LOAD_DATA}))
Asked = list[tuple[str, Any]]


@pytest.fixture
def engine(tmp_path: Path) -> Engine:
    engine = open_engine(sqlite_url(tmp_path / "channel.db"))
    Table.metadata.create_all(engine)
    worlds.fill(engine, worlds.build(7))
    return engine


def gate_at(engine: Engine, hour: int = 12) -> Gate:
    return Gate(engine, MovableClock(worlds.NOW.replace(hour=hour), ticking=False))


def listening(engine: Engine) -> Asked:
    asked: Asked = []
    event.listen(engine, "before_cursor_execute", lambda *call: asked.append((call[2], call[3])))
    return asked


def everybody(gate: Gate) -> list[tuple[str, str, int]]:
    """(team, user, person) of who is somebody now."""
    with gate.viewing(system_viewer("identifying", frozenset())) as session:
        linked = session.execute(select(SlackIdentity.team, SlackIdentity.user, SlackIdentity.person_id)).all()
    return [(row.team, row.user, row.person_id) for row in linked]


def whoever_is_known(identity: Identity, gate: Gate) -> tuple[str, str]:
    return next((team, user) for team, user, _ in everybody(gate) if identity.speaker(team, user).linked)


def test_a_second_message_asks_only_whether_data_changed(engine: Engine) -> None:
    gate = gate_at(engine)
    identity = Identity(gate, "Europe/Berlin")
    who = whoever_is_known(identity, gate)
    names_for(gate, identity.speaker(*who).viewer)

    asked = listening(engine)
    assert names_for(gate, identity.speaker(*who).viewer).own_organisation
    assert [sql for sql, _ in asked] == ["SELECT mark FROM data_marks"] * 2


def test_who_leaves_is_nobody_at_once_in_every_process(engine: Engine) -> None:
    here, elsewhere = (Identity(gate_at(engine), "Europe/Berlin") for _ in range(2))
    who = whoever_is_known(here, gate_at(engine))
    person = here.speaker(*who).viewer.person_id
    assert elsewhere.speaker(*who).linked

    with gate_at(engine).acting(LOADING, Right.LOAD_DATA) as action:
        action.find(Person, Person.id == person).active = False

    assert not here.speaker(*who).linked
    assert not elsewhere.speaker(*who).linked


def test_a_change_that_is_given_up_leaves_what_was_known(engine: Engine) -> None:
    gate = gate_at(engine)
    identity = Identity(gate, "Europe/Berlin")
    who = whoever_is_known(identity, gate)

    def give_up() -> None:
        with gate.acting(LOADING, Right.LOAD_DATA) as action:
            action.find(Person, Person.id == identity.speaker(*who).viewer.person_id).active = False
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        give_up()

    assert identity.speaker(*who).linked


def test_writing_down_an_answer_is_no_change_of_data(engine: Engine) -> None:
    gate = gate_at(engine)
    calls: list[int] = []

    def read() -> int:
        return gate.kept.read("a count", lambda: calls.append(1) or len(calls))

    assert read() == 1
    with gate.acting(LOADING, Right.LOAD_DATA) as action:
        action.session.add(
            AnswerLog(event_key="", at=action.now, as_of=action.now, question="", capability="", outcome="", sources=[])
        )
    assert read() == 1
    with gate.acting(LOADING, Right.LOAD_DATA) as action:
        action.session.scalars(select(Person).limit(1)).one().name = "Somebody Else"
    assert read() == 2


def test_nothing_is_kept_of_data_without_a_mark(engine: Engine) -> None:
    gate = gate_at(engine)
    with engine.begin() as connection:
        connection.execute(delete(DataMark))
    calls: list[int] = []
    assert [gate.kept.read("a count", lambda: calls.append(1) or len(calls)) for _ in range(2)] == [1, 2]


def test_nothing_is_kept_beyond_the_day(engine: Engine) -> None:
    clock = MovableClock(worlds.NOW, ticking=False)
    gate = Gate(engine, clock)
    assert gate.kept.read("the day", lambda: gate.now().date()) == worlds.NOW.date()
    clock.set(worlds.NOW.replace(day=worlds.NOW.day + 1))
    assert gate.kept.read("the day", lambda: gate.now().date()) == clock.now().date()


def test_what_is_kept_reads_nothing_that_leaves_no_mark_nor_depends_on_the_hour(engine: Engine) -> None:
    asked = listening(engine)
    by_hour = []
    for hour in (1, 22):
        gate = gate_at(engine, hour)
        identity = Identity(gate, "Europe/Berlin")
        people = everybody(gate)
        asked.clear()
        for team, user, person in people:
            identity.speaker(team, user)
            viewer = viewer_of(gate, person)
            names_for(gate, viewer)
            with gate.viewing(viewer) as session:
                own_organisation(session, viewer)
                organisations(session)
                organisation_names(session)
                policy_by_id(session, 999_999)
        by_hour.append([one for one in asked if "data_marks" not in one[0]])

    assert by_hour[0] == by_hour[1]
    assert not [sql for sql, _ in by_hour[0] if any(table in sql for table in JOURNAL)]


def test_names_in_sight_are_read_once_and_again_after_a_change(engine: Engine) -> None:
    gate = gate_at(engine)
    viewer = viewer_of(gate, next(person for _, _, person in everybody(gate) if viewer_of(gate, person).person_id))

    def names() -> dict[int, str]:
        with gate.viewing(viewer) as session:
            return organisation_names(session)

    before = names()
    asked = listening(engine)
    assert names() == before
    assert [sql for sql, _ in asked] == ["SELECT mark FROM data_marks"]
    with gate.acting(LOADING, Right.LOAD_DATA) as action:
        action.find(Organisation, Organisation.id == viewer.organisation_id).name = "Newly Named"
        assert organisation_names(action.session)[viewer.organisation_id or 0] == "Newly Named"
    assert names()[viewer.organisation_id or 0] == "Newly Named"


def test_a_session_begun_before_a_change_keeps_nothing_old_for_those_after(engine: Engine) -> None:
    gate = gate_at(engine)
    viewer = viewer_of(gate, next(person for _, _, person in everybody(gate) if viewer_of(gate, person).person_id))
    own = viewer.organisation_id or 0
    with gate.viewing(viewer) as early:
        early.scalars(select(Person)).all()
        with gate.acting(LOADING, Right.LOAD_DATA) as action:
            action.find(Organisation, Organisation.id == own).name = "Newly Named"
        assert organisation_names(early)[own] != "Newly Named"
    with gate.viewing(viewer) as late:
        assert organisation_names(late)[own] == "Newly Named"
