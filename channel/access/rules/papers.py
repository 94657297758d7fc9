"""Sight of documents, and what the product itself writes down. In doubt a row is not seen."""

from sqlalchemy import and_, or_

from channel.access.eyes import Columns, Criterion, Eyes, Rule, has, nobody, own, vendor_of
from channel.access.grants import document_given, released, version_given
from channel.access.rights import Right
from channel.tables import documents, journal
from channel.tables.parties import Kind


def document_titles(eyes: Eyes) -> Criterion:
    """The owner's own, and those of which a version is given to the viewer: a title tells, too."""
    row = documents.Document
    return or_(own(eyes, row.owner_id), document_given(eyes, row.id))


def document_versions(eyes: Eyes) -> Criterion:
    """The owner's own, and those given to the viewer now."""
    return version_given(eyes, documents.DocumentVersion.id)


def releases(eyes: Eyes) -> Criterion:
    """The owner's own, and those that give something to the viewer now."""
    row = documents.Release
    return or_(own(eyes, row.owner_id), and_(released(eyes, row), version_given(eyes, row.version_id)))


def passages(eyes: Eyes) -> Criterion:
    """The same as their version."""
    return version_given(eyes, documents.Passage.version_id)


def document_files(eyes: Eyes) -> Criterion:
    """The same as their version."""
    return version_given(eyes, documents.DocumentFile.version_id)


def corrections(eyes: Eyes) -> Criterion:
    """Who reported it, and the publishers of the organisation whose document it is."""
    row = documents.Correction
    return or_(_myself(eyes, row), has(eyes, Right.PUBLISH, sees=own(eyes, row.owner_id)))


def published_by_own(row: Columns) -> Rule:
    """What an organisation takes in of its own: for its publishers."""
    return lambda eyes: has(eyes, Right.PUBLISH, sees=own(eyes, row.owner_id))


def audit_entries(eyes: Eyes) -> Criterion:
    """Distributors and vendors: the own organisation's. Everybody: what they did themselves."""
    row = journal.AuditEntry
    whole = own(eyes, row.organisation_id) if eyes.is_a(Kind.DISTRIBUTOR, Kind.VENDOR) else nobody()
    return or_(whole, _myself(eyes, row))


def answer_logs(eyes: Eyes) -> Criterion:
    """Questions: one's own; the administrator's view of the own organisation."""
    row = journal.AnswerLog
    return or_(_myself(eyes, row), has(eyes, Right.ADMINISTER, sees=own(eyes, row.organisation_id)))


def personal(row: Columns) -> Rule:
    """Drafts and turns of a talk: the person alone."""
    return lambda eyes: _myself(eyes, row)


def _myself(eyes: Eyes, row: Columns) -> Criterion:
    if eyes.viewer.person_id is None:
        return nobody()
    return and_(row.person_id == eyes.viewer.person_id, own(eyes, row.organisation_id))


def unanswered_questions(eyes: Eyes) -> Criterion:
    """The vendor it concerns."""
    return vendor_of(eyes, journal.UnansweredQuestion)


def of_the_system(_eyes: Eyes) -> Criterion:
    """For jobs of the system alone."""
    return nobody()
