"""Numbers that people quote: `DR-2026-0153`, `RMA-0007`."""

from typing import Final
from zlib import crc32

from sqlalchemy import func, select
from sqlalchemy.orm import InstrumentedAttribute

from channel.access.gate import Action

DIGITS: Final = 4


def next_number(action: Action, column: InstrumentedAttribute[str], prefix: str) -> str:
    """The number after the greatest that begins with `prefix`, with four digits or more.

    Two at once get two numbers: writers queue on SQLite, on PostgreSQL a lock of the transaction makes them.
    """
    session = action.session
    if session.get_bind().dialect.name == "postgresql":
        session.execute(select(func.pg_advisory_xact_lock(crc32(prefix.encode()))))
    greatest = (
        select(column)
        .where(column.startswith(prefix, autoescape=True))
        .order_by(func.length(column).desc(), column.desc())
    )
    last = session.scalar(greatest.limit(1))
    return f"{prefix}{int(last.removeprefix(prefix)) + 1 if last else 1:0{DIGITS}d}"
