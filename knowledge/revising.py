"""A fact amended in published documents: a new version of each, with the other words, files and grants as they were."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from typing import Any

from sqlalchemy import func, inspect, select
from sqlalchemy.orm import Session

from channel import audit
from channel.access.gate import Action, not_found
from channel.errors import NotPossible
from channel.tables.documents import Document, DocumentVersion, Passage, Release
from knowledge.passages import Piece

AMENDED = "amended"
"""The flag of a version whose words were changed after its file was read."""
Content = dict[str, Any]


def revise(action: Action, content: Content) -> Content:
    """Publish amended passages as new versions that replace the ones they came from, at once.

    Args:
        action: of a publisher of the organisation whose documents they are.
        content: `edits`, each with `passage` (id), `before` (its text when it was shown) and `after`.

    Returns:
        `published` and `restored` as `channel.publications.undo` takes them, and a `title` for all of it.

    Raises:
        NotFound: when a passage is not the organisation's own.
        NotPossible: when a document has changed since it was shown.
    """
    by_version: dict[int, dict[int, str]] = defaultdict(dict)
    for edit in content["edits"]:
        passage = action.find(Passage, Passage.id == edit["passage"])
        if passage.owner_id != action.viewer.organisation_id:
            raise not_found()
        if passage.text != edit["before"]:
            raise _changed()
        by_version[passage.version_id][passage.id] = edit["after"]
    made = [_revised(action, version, texts) for version, texts in sorted(by_version.items())]
    return {"published": made, "restored": [], "title": content["title"], "passages": len(content["edits"])}


def _revised(action: Action, version_id: int, texts: dict[int, str]) -> Content:
    session = action.session
    old = action.find(DocumentVersion, DocumentVersion.id == version_id)
    if old.superseded_on is not None or old.retired_at is not None:
        raise _changed()
    new = _copy(old, action, version=_next_label(session, old), flags=[*{*old.flags, AMENDED}])
    new.effective_from = max(old.effective_from, action.now.date())
    new.published_at, new.published_by = action.now, action.viewer.person_id
    session.add(new)
    session.flush()
    old.superseded_on = action.now.date()
    for release in session.scalars(select(Release).where(Release.version_id == old.id)):
        session.add(_copy(release, action, version_id=new.id))
    for passage in session.scalars(select(Passage).where(Passage.version_id == old.id).order_by(Passage.position)):
        text = texts.get(passage.id, passage.text)
        key = Piece(text, passage.section, passage.page, passage.form).content_hash
        session.add(_copy(passage, action, version_id=new.id, text=text, content_hash=key))
    title = session.scalars(select(Document.title).where(Document.id == old.document_id)).one()
    audit.record(action, "document.amended", f"{title} {new.version}", {"of": old.version, "passages": len(texts)})
    superseded = [{"version": old.id, "superseded_on": None, "name": old.version}]
    return {"version": new.id, "title": title, "superseded": superseded, "document": None}


def _copy(row: Any, action: Action, **other: Any) -> Any:  # noqa: ANN401 - any mapped row
    values = {column.key: getattr(row, column.key) for column in inspect(type(row)).column_attrs if column.key != "id"}
    return type(row)(**{**values, "as_of": action.now, **other})


def _next_label(session: Session, old: DocumentVersion) -> str:
    base = old.version.partition(" rev. ")[0]
    revisions = session.scalar(
        select(func.count())
        .select_from(DocumentVersion)
        .where(DocumentVersion.document_id == old.document_id, DocumentVersion.version.startswith(f"{base} rev. "))
    )
    return f"{base} rev. {(revisions or 0) + 1}"


def live_passages(session: Session, owner: int, today: date) -> list[tuple[Passage, str, list[str]]]:
    """The passages of an organisation's current versions, each with its document's title and part numbers."""
    rows = session.execute(
        select(Passage, Document.title, DocumentVersion.mpns)
        .join(DocumentVersion, DocumentVersion.id == Passage.version_id)
        .join(Document, Document.id == DocumentVersion.document_id)
        .where(
            Passage.owner_id == owner,
            DocumentVersion.superseded_on.is_(None),
            DocumentVersion.retired_at.is_(None),
            (DocumentVersion.valid_to.is_(None)) | (DocumentVersion.valid_to >= today),
        )
        .order_by(Document.title, Passage.position)
    )
    return [(row[0], row[1], list(row[2])) for row in rows]


def _changed() -> NotPossible:
    return NotPossible(
        "One of these documents has changed since I showed it; nothing was amended.", "Ask again to see it as it is."
    )
