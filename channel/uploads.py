"""Files that people drop: kept from the drop until what they are for is confirmed or discarded."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from channel import refusals
from channel.access.gate import Action
from channel.errors import NotFound, NotPossible
from channel.tables.journal import Upload

LONGEST_NAME = 200


@dataclass(frozen=True)
class KeptFile:
    """A dropped file. `checksum` is its SHA-256, `reading` what reading it gave (see `ingest.kept`), if it was read."""

    key: str
    file_name: str
    media_type: str
    checksum: str
    content: bytes
    reading: bytes | None = None


def upload_key(cause: str, part: str) -> str:
    """The key of one file of one drop; the same drop taken up again has the same keys."""
    return f"up-{hashlib.sha256(f'{cause}/{part}'.encode()).hexdigest()[:40]}"


def keep(action: Action, key: str, file_name: str, media_type: str, content: bytes) -> None:
    """Keep a file for the acting person; one that is kept already stays as it is.

    Raises:
        NotPossible: for a person whom nobody knows.
    """
    viewer = action.viewer
    if viewer.person_id is None or viewer.organisation_id is None:
        raise NotPossible.of(refusals.UNKNOWN_HANDS_IN)
    if action.session.execute(select(Upload.id).where(Upload.key == key)).first():
        return
    action.session.add(
        Upload(
            key=key,
            person_id=viewer.person_id,
            organisation_id=viewer.organisation_id,
            file_name=shortened(file_name),
            media_type=media_type[:100],
            checksum=hashlib.sha256(content).hexdigest(),
            content=content,
            received_at=action.now,
            as_of=action.now,
        )
    )
    action.session.flush()


def shortened(file_name: str) -> str:
    """A name that fits, with its ending."""
    if len(file_name) <= LONGEST_NAME:
        return file_name
    stem, dot, ending = file_name.rpartition(".")
    return f"{stem[: LONGEST_NAME - len(ending) - 2]}…{dot}{ending}" if dot else file_name[:LONGEST_NAME]


def kept_files(session: Session, keys: Sequence[str]) -> tuple[KeptFile, ...]:
    """The files under these keys, in this order, in sight.

    Raises:
        NotFound: if one is not there, or not the person's.
    """
    rows = {row.key: row for row in session.scalars(select(Upload).where(Upload.key.in_(keys)))}
    if missing := [key for key in keys if key not in rows]:
        if len(missing) == 1:
            raise NotFound.of(refusals.FILE_GONE)
        raise NotFound.of(refusals.FILES_GONE, count=len(missing))
    return tuple(_value(rows[key]) for key in keys)


def own_file(action: Action, key: str) -> KeptFile:
    """The acting person's file under a key.

    Raises:
        NotFound: if there is none.
    """
    return _value(action.find(Upload, Upload.key == key))


def is_kept(session: Session, key: str) -> bool:
    """Whether a file in sight is kept under this key."""
    return session.execute(select(Upload.id).where(Upload.key == key)).first() is not None


def add_reading(action: Action, key: str, reading: bytes) -> None:
    """Keep what reading a file gave.

    Raises:
        NotFound: if it is not the person's.
    """
    action.find(Upload, Upload.key == key).reading = reading


def let_go(action: Action, keys: Sequence[str]) -> None:
    """Forget the acting person's files under these keys."""
    viewer = action.viewer
    action.session.execute(delete(Upload).where(Upload.key.in_(keys), Upload.person_id == viewer.person_id))


def _value(row: Upload) -> KeptFile:
    return KeptFile(row.key, row.file_name, row.media_type, row.checksum, row.content, row.reading)
