"""The two doors: what goes through them, and that there is no way round."""

import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import (
    Engine,
    and_,
    case,
    delete,
    event,
    exists,
    func,
    insert,
    join,
    literal_column,
    select,
    table,
    text,
    union_all,
    update,
)
from sqlalchemy.orm import Bundle, DeclarativeBase, Mapped, Session, aliased, defer, load_only, mapped_column
from sqlalchemy.orm import join as orm_join
from two_accounts import ALPEN, BRIGHT, LOADER, TIROL, gate_of, person
from worlds import NOW

from channel.access.gate import Gate
from channel.access.identifying import audience_of, system_viewer, viewer_for_slack, viewer_of
from channel.access.reading import Readings, Unlawful, tables_in
from channel.access.rights import Right
from channel.access.viewer import NOBODY, Audience, Viewer
from channel.clock import MovableClock
from channel.database import open_engine, sqlite_url
from channel.errors import NotAllowed, NotFound
from channel.tables import Table
from channel.tables.journal import Draft
from channel.tables.parties import Kind, Organisation, Person, Supply


@pytest.fixture
def clock() -> MovableClock:
    return MovableClock(NOW, ticking=False)


@pytest.fixture
def engine(tmp_path: Path) -> Engine:
    engine = open_engine(sqlite_url(tmp_path / "channel.db"))
    Table.metadata.create_all(engine)
    return engine


@pytest.fixture
def gate(engine: Engine, clock: MovableClock) -> Gate:
    return gate_of(engine, clock)


ACCOUNTS = Supply.__table__
Other = aliased(Supply)


class Stranger(DeclarativeBase):
    """A root of tables of which the house knows nothing."""


class Undeclared(Stranger):
    __tablename__ = "supplies"
    id: Mapped[int] = mapped_column(primary_key=True)


LAWFUL: dict[str, Callable[[], Any]] = {
    "columns": lambda: select(Supply.account),
    "a count": lambda: select(func.count(Supply.id)),
    "a count of all": lambda: select(func.count()).select_from(Supply),
    "an alias": lambda: select(Other.account),
    "a join": lambda: select(Supply.account).join(Organisation, Organisation.id == Supply.reseller_id),
    "a join by where": lambda: select(Supply.account).where(Organisation.id == Supply.reseller_id),
    "an outer join": lambda: select(Organisation.id, Supply.account).outerjoin(
        Supply, Supply.reseller_id == Organisation.id
    ),
    "exists": lambda: select(Organisation.id).where(
        select(Supply.id).where(Supply.reseller_id == Organisation.id).exists()
    ),
    "in": lambda: select(Organisation.id).where(Organisation.id.in_(select(Supply.reseller_id))),
    "a scalar subquery": lambda: select(select(func.max(Supply.account)).scalar_subquery()),
    "a subquery": lambda: select(select(Supply.account).subquery().c.account),
    "a common table": lambda: select(select(Supply.account).cte().c.account),
    "a union": lambda: union_all(select(Supply.account), select(Other.account)),
    "a bundle": lambda: select(Bundle("b", Supply.account, Supply.id)),
    "a window beside its table": lambda: select(Supply.account, func.rank().over(order_by=Supply.account)),
    "an entity over a subquery": lambda: select(aliased(Supply, select(Supply).subquery())),
    "a case": lambda: select(case((Supply.id > 0, Supply.account), else_="")),
}
UNLAWFUL: dict[str, Callable[[Session], Any]] = {
    "textual SQL": lambda s: s.execute(text("SELECT account FROM supplies")),
    "a statement from text": lambda s: s.scalars(select(Supply).from_statement(text("SELECT * FROM supplies"))),
    "a table of Core": lambda s: s.execute(select(ACCOUNTS)),
    "a column of Core": lambda s: s.execute(select(ACCOUNTS.c.account)),
    "an alias of Core": lambda s: s.execute(select(ACCOUNTS.alias().c.account)),
    "a table by name": lambda s: s.execute(select(literal_column("account")).select_from(table("supplies"))),
    "Core beside an entity": lambda s: s.execute(select(Organisation.id, ACCOUNTS.c.account)),
    "Core in a condition": lambda s: s.execute(select(Organisation.id).where(ACCOUNTS.c.id == 2)),
    "Core inside exists": lambda s: s.execute(select(Organisation.id).where(select(ACCOUNTS.c.id).exists())),
    "a join of Core": lambda s: s.execute(select(Supply.id).select_from(join(Supply, Person, Person.id == Supply.id))),
    "an ORM join object": lambda s: s.execute(select(Supply.id).select_from(orm_join(Supply, Person, Person.id == 1))),
    "text inside a statement": lambda s: s.execute(select(Organisation.id).where(text("1=1 OR 1=1"))),
    "a column as text": lambda s: s.execute(select(literal_column("(SELECT max(account) FROM supplies)"))),
    "an operator as text": lambda s: s.execute(select(Supply.id).where(Supply.id.op("OR 1=1 OR")(2))),
    "a prefix as text": lambda s: s.execute(select(Supply.account).prefix_with("account,")),
    "a suffix as text": lambda s: s.execute(select(Supply.account).suffix_with("OR 1=1")),
    "only inside a window": lambda s: s.execute(select(func.rank().over(order_by=Supply.account))),
    "only in the order": lambda s: s.execute(select(Organisation.id).order_by(Supply.account)),
    "only in the grouping": lambda s: s.execute(select(func.count()).group_by(Supply.account)),
    "only as a second argument": lambda s: s.execute(select(func.coalesce(Organisation.id, Supply.id))),
    "only in a filter": lambda s: s.execute(select(func.count(Organisation.id).filter(Supply.id > 0))),
    "inside and": lambda s: s.execute(select(and_(Organisation.id > 0, Supply.id > 0))),
    "a window inside in": lambda s: s.execute(
        select(Organisation.id).where(Organisation.id.in_(select(func.rank().over(order_by=Supply.id))))
    ),
    "load_only": lambda s: s.scalars(select(Supply).options(load_only(Supply.id))),
    "defer": lambda s: s.scalars(select(Supply).options(defer(Supply.account))),
    "refresh": lambda s: s.refresh(s.scalars(select(Supply)).first()),
    "an expired attribute": lambda s: expired(s).account,
    "get_one": lambda s: s.get_one(Supply, 2),
    "query": lambda s: s.query(Supply).all(),
    "the connection": lambda s: s.connection().execute(select(Supply)),
    "the bind": lambda s: s.get_bind().execute(select(Supply)),  # type: ignore[union-attr] # a Connection here
    "the bind with text": lambda s: s.get_bind().exec_driver_sql("SELECT * FROM supplies"),  # type: ignore[union-attr] # as above
    "an update": lambda s: s.execute(update(Supply).values(account="x")),
    "a delete": lambda s: s.execute(delete(Supply)),
    "an insert": lambda s: s.execute(insert(Organisation).values(id=9)),
    "an insert from a select": lambda s: s.execute(insert(Supply).from_select(["id"], select(Supply.id))),
    "add": lambda s: s.add(person(9)),
    "merge": lambda s: s.merge(person(9)),
    "delete": lambda s: s.delete(s.scalars(select(Supply)).first()),
    "flush": lambda s: s.flush(),
    "commit": lambda s: s.commit(),
    "bulk insert": lambda s: s.bulk_insert_mappings(Supply, [{"id": 9}]),
    "bulk update": lambda s: s.bulk_update_mappings(Supply, [{"id": 2, "account": "x"}]),
    "a savepoint": lambda s: s.begin_nested(),
    "what a delete gives back": lambda s: s.execute(select(delete(Supply).returning(Supply.id).cte("gone").c.id)),
    "a delete beside a select": lambda s: s.execute(select(Organisation.id).add_cte(delete(Supply).cte("gone"))),
    "whether a delete gives something back": lambda s: s.execute(
        select(exists(delete(Supply).returning(Supply.id).cte("gone").select()))
    ),
    "several sets of parameters": lambda s: s.execute(select(Organisation.id), [{}, {}]),
    "a table nobody declared": lambda s: s.execute(select(Undeclared.id)),
}


def expired(session: Session) -> Any:
    row = session.scalars(select(Supply)).first()
    session.expire(row)
    return row


@pytest.mark.parametrize("way", LAWFUL)
def test_a_lawful_reading_shows_the_own_account_and_never_the_rivals(gate: Gate, way: str) -> None:
    with gate.viewing(viewer_of(gate, ALPEN)) as session:
        alpen = repr([getattr(cell, "account", cell) for row in session.execute(LAWFUL[way]()) for cell in row])
    with gate.viewing(viewer_of(gate, TIROL)) as session:
        tirol = repr([getattr(cell, "account", cell) for row in session.execute(LAWFUL[way]()) for cell in row])
    assert "A-2" not in alpen
    assert "A-1" not in tirol
    assert "2" not in alpen or "count" not in way


@pytest.mark.parametrize("way", UNLAWFUL)
def test_a_way_round_is_refused_loudly_and_changes_nothing(gate: Gate, way: str) -> None:
    with pytest.raises(Unlawful), gate.viewing(viewer_of(gate, ALPEN)) as session:
        UNLAWFUL[way](session)
    with gate.viewing(LOADER) as session:
        assert session.scalars(select(Supply.account).order_by(Supply.id)).all() == ["A-1", "A-2"]


def test_joining_from_the_other_side_shows_the_own_account_alone(gate: Gate) -> None:
    accounts = select(Supply.account).join_from(Organisation, Supply, Organisation.id == Supply.reseller_id)
    with gate.viewing(viewer_of(gate, TIROL)) as session:
        assert session.scalars(accounts).all() == ["A-2"]


def test_a_statement_that_grew_a_table_on_its_way_is_refused(tmp_path: Path, clock: MovableClock) -> None:
    engine = open_engine(sqlite_url(tmp_path / "grown.db"))
    Table.metadata.create_all(engine)

    def grow(*call: Any) -> tuple[str, Any]:
        return call[2].replace("FROM people", "FROM people, supplies"), call[3]

    event.listen(engine, "before_cursor_execute", grow, retval=True)
    with pytest.raises(Unlawful, match="more tables"), Gate(engine, clock).viewing(LOADER) as session:
        session.scalars(select(Person.id)).all()


def test_many_shapes_of_statements_are_looked_through_though_few_are_remembered() -> None:
    readings = Readings(kept=1)
    for _ in range(2):
        assert readings.classes(select(Supply.id)) == {Supply}
        assert readings.classes(select(Draft.id)) == {Draft}
        assert readings.classes(union_all(select(Supply.id), select(Draft.id))) == {Supply, Draft}


def test_rows_can_be_read_after_the_door_has_closed(gate: Gate) -> None:
    with gate.viewing(viewer_of(gate, ALPEN)) as session:
        account = session.scalars(select(Supply)).one()
    assert account.account == "A-1"
    with gate.viewing(viewer_of(gate, ALPEN)) as session:
        assert session.get(Supply, account.id) is not None
        assert session.get(Supply, 2) is None


def test_one_statement_alternating_between_viewers_never_mixes(gate: Gate) -> None:
    viewers = {name: viewer_of(gate, name) for name in (ALPEN, TIROL)}
    for _ in range(20):
        for name, viewer in viewers.items():
            with gate.viewing(viewer) as session:
                assert session.scalars(select(Supply.reseller_id)).all() == [name]


def test_many_threads_with_different_viewers_never_mix(gate: Gate) -> None:
    wrong: list[object] = []

    def look(name: int) -> None:
        viewer = viewer_of(gate, name)
        for _ in range(25):
            with gate.viewing(viewer) as session:
                found = session.scalars(select(Supply.reseller_id)).all()
            if found != [name]:
                wrong.append(found)

    threads = [threading.Thread(target=look, args=(name,)) for name in (ALPEN, TIROL) * 3]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []


def test_nothing_is_read_or_changed_without_a_viewer(gate: Gate) -> None:
    with pytest.raises(TypeError, match="without a viewer"), gate.viewing(None):  # type: ignore[arg-type] # the point
        pass
    with pytest.raises(TypeError, match="without a viewer"), gate.acting(Audience(), Right.ASK):  # type: ignore[arg-type] # the point
        pass


def test_only_the_jobs_of_the_house_see_every_row(gate: Gate) -> None:
    with pytest.raises(ValueError, match="no job"):
        system_viewer("curiosity", frozenset())
    made_up = Viewer(system="curiosity", name="curiosity")
    borrowed = Viewer(system="loading", person_id=ALPEN, organisation_id=ALPEN, kind=Kind.RESELLER)
    for viewer in (made_up, borrowed, Audience(frozenset({LOADER}))):
        with gate.viewing(viewer) as session:
            assert session.scalars(select(Supply.id)).all() == []
    with gate.viewing(LOADER) as session:
        assert len(session.scalars(select(Supply.id)).all()) == 2


def test_an_unknown_listener_or_too_many_kinds_leave_nothing_to_see(gate: Gate) -> None:
    alpen = viewer_of(gate, ALPEN)
    crowd = [replace(alpen, organisation_id=ALPEN + number) for number in range(9)]
    for audience, expected in ((audience_of([alpen]), 1), (audience_of([alpen, NOBODY]), 0), (audience_of(crowd), 0)):
        with gate.viewing(audience) as session:
            assert len(session.scalars(select(Supply.id)).all()) == expected


def test_many_colleagues_see_together_what_the_rights_of_all_of_them_show(gate: Gate) -> None:
    alpen = viewer_of(gate, ALPEN)
    several = [replace(alpen, rights=frozenset({Right.ASK, right})) for right in list(Right)[:10]]
    assert audience_of(several).listeners == {replace(alpen, person_id=None, name="", rights=frozenset({Right.ASK}))}
    with gate.viewing(audience_of(several)) as session:
        assert len(session.scalars(select(Supply.id)).all()) == 1


def test_an_audience_never_sees_what_is_one_persons_own(gate: Gate) -> None:
    alpen = viewer_of(gate, ALPEN)
    with gate.viewing(alpen) as session:
        assert session.scalars(select(Draft.key)).all() == ["d1"]
    for audience in (audience_of([alpen]), Audience(frozenset({alpen}))):
        with gate.viewing(audience) as session:
            assert session.scalars(select(Draft.key)).all() == []


def test_acting_without_the_right_is_declined_in_kind_words(gate: Gate) -> None:
    with pytest.raises(NotAllowed) as declined, gate.acting(viewer_of(gate, ALPEN), Right.PUBLISH):
        pass
    assert "publish" in declined.value.message
    assert declined.value.next_step


def test_a_change_commits_as_a_whole_or_not_at_all(gate: Gate) -> None:
    alpen = viewer_of(gate, ALPEN)
    with gate.acting(alpen, Right.ASK) as action:
        action.find(Draft, Draft.key == "d1").state = "confirmed"

    def act_and_fail() -> None:
        with gate.acting(alpen, Right.ASK) as action:
            action.find(Draft, Draft.key == "d1").state = "discarded"
            action.session.commit()
            raise RuntimeError("the power went")

    with pytest.raises(RuntimeError, match="power"):
        act_and_fail()
    with gate.viewing(alpen) as session:
        assert session.scalars(select(Draft.state)).one() == "confirmed"


def test_not_found_and_not_yours_read_the_same(gate: Gate) -> None:
    said = set()
    for key in ("d2", "there is no such draft"):
        with pytest.raises(NotFound) as declined, gate.acting(viewer_of(gate, ALPEN), Right.ASK) as action:
            action.find(Draft, Draft.key == key)
        said.add((type(declined.value), declined.value.message, declined.value.next_step))
    assert len(said) == 1


def test_two_writers_queue(gate: Gate) -> None:
    """Each reads and then writes: without the lock at the start one of them would lose."""
    failures: list[Exception] = []

    def count_up() -> None:
        viewer = viewer_of(gate, ALPEN)
        for _ in range(10):
            try:
                with gate.acting(viewer, Right.ASK) as action:
                    row = action.find(Draft, Draft.key == "d1")
                    row.content = {"count": row.content.get("count", 0) + 1}
            except Exception as failure:  # noqa: BLE001 - the test reports whatever a writer met
                failures.append(failure)

    writers = [threading.Thread(target=count_up) for _ in range(4)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert failures == []
    with gate.viewing(viewer_of(gate, ALPEN)) as session:
        assert session.scalars(select(Draft.content)).one() == {"count": 40}


def test_who_has_left_sees_nothing_at_once(gate: Gate) -> None:
    assert viewer_for_slack(gate, "T", "U1").organisation_id == ALPEN
    with gate.acting(LOADER, Right.LOAD_DATA) as action:
        action.find(Person, Person.id == ALPEN).active = False
        action.find(Organisation, Organisation.id == TIROL).status = "left"
    for user in ("U1", "U2", "somebody else"):
        assert viewer_for_slack(gate, "T", user) == NOBODY


def test_identifying_takes_few_questions(gate: Gate, engine: Engine) -> None:
    asked: list[str] = []
    event.listen(engine, "before_cursor_execute", lambda *call: asked.append(call[2]))
    assert viewer_for_slack(gate, "T", "U1").buys_from == {BRIGHT}
    assert len(asked) <= 6


def test_the_second_look_knows_the_sources_of_finished_sql() -> None:
    sql = """SELECT supplies.account, lines.id FROM supplies, people AS people_1 JOIN lines ON lines.id = supplies.id
        WHERE EXISTS (SELECT 1 FROM onboarding_cases AS case_in_sight, (SELECT id FROM drafts) AS d)"""
    assert tables_in(sql) == {"supplies", "people", "lines", "drafts"}
