"""The channel database's forms over time, and the way from one to the next."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.util import CommandError
from sqlalchemy import Connection, Engine, func, select

from channel.errors import BadSetting

FOLDER = Path(__file__).parent
UPGRADING = 7_413_001
"""The key of the lock that replicas queue for on PostgreSQL."""


def upgrade(engine: Engine) -> None:
    """Bring the database to the form that this code needs; a fresh one is created.

    Replicas that start together queue: the database is locked while its form changes.

    Raises:
        BadSetting: if a newer version of the product has written the database.
    """
    with engine.connect().execution_options(tierdesk_immediate=True) as connection, connection.begin():
        if connection.dialect.name == "postgresql":
            connection.execute(select(func.pg_advisory_xact_lock(UPGRADING)))
        _refuse_unknown(connection)
        command.upgrade(_config(connection), "head")


def check(engine: Engine) -> None:
    """Refuse a database whose form this code cannot use; changes nothing.

    Raises:
        BadSetting: if the database is newer than this code, or was not brought to its form yet.
    """
    with engine.connect() as connection:
        present = _refuse_unknown(connection)
        if present != _script().get_current_head():
            raise BadSetting(
                "The channel database has an older form than this version of Tierdesk needs.",
                "Start Tierdesk once with the right to change the database, or restore a backup.",
            )


def _refuse_unknown(connection: Connection) -> str | None:
    present = MigrationContext.configure(connection).get_current_revision()
    if present is None:
        return None
    try:
        known = _script().get_revision(present)
    except CommandError:
        known = None
    if known is None:
        raise BadSetting(
            f"The channel database was written by a newer version of Tierdesk (its form is {present}).",
            "Start that version or a later one, or restore a backup from before the upgrade.",
        )
    return present


def _script() -> ScriptDirectory:
    return ScriptDirectory.from_config(_config())


def _config(connection: Connection | None = None) -> Config:
    config = Config()
    config.set_main_option("script_location", str(FOLDER))
    config.attributes["connection"] = connection
    return config
