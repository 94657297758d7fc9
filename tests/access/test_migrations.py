from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Engine, text

from channel import migrations
from channel.database import open_engine, sqlite_url
from channel.errors import BadSetting
from channel.tables import Table


@pytest.fixture
def engine(tmp_path: Path) -> Engine:
    return open_engine(sqlite_url(tmp_path / "channel.db"))


def test_the_migrations_build_exactly_the_tables_of_the_code(engine: Engine) -> None:
    migrations.upgrade(engine)
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, Table.metadata) == []


def test_upgrading_twice_changes_nothing_and_then_the_form_is_right(engine: Engine) -> None:
    migrations.upgrade(engine)
    migrations.upgrade(engine)
    migrations.check(engine)


def test_a_database_that_was_never_upgraded_is_refused(engine: Engine) -> None:
    with pytest.raises(BadSetting, match="older form"):
        migrations.check(engine)


def test_a_database_newer_than_the_code_is_refused_and_left_alone(engine: Engine) -> None:
    migrations.upgrade(engine)
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    for act in (migrations.upgrade, migrations.check):
        with pytest.raises(BadSetting, match="newer version of Tierdesk"):
            act(engine)
    with engine.connect() as connection:
        assert connection.scalar(text("SELECT version_num FROM alembic_version")) == "9999"
