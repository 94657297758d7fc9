"""The evidence files of a registration, read in somebody's sight."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from channel.deals.views import EvidenceFile, EvidenceFiles
from channel.tables.deals import Registration, RegistrationEvidence


def evidence_of(session: Session, number: str) -> EvidenceFiles:
    """The files of a registration in the order in which they were added; none where it is out of sight."""
    rows = session.scalars(
        select(RegistrationEvidence)
        .join(Registration, Registration.id == RegistrationEvidence.registration_id)
        .where(Registration.number == number)
        .order_by(RegistrationEvidence.id)
    )
    return EvidenceFiles(
        number, tuple(EvidenceFile(row.file_name, row.content, row.added_by, row.added_at) for row in rows)
    )
