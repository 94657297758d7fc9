"""The audit: one entry for each change, in the change's own transaction."""

from typing import Any

from channel.access.gate import Action
from channel.tables.journal import AuditEntry

SYSTEM_NAME = "Tierdesk"


def record(action: Action, what: str, subject: str, details: dict[str, Any] | None = None) -> None:
    """Write down who did `what` to `subject`; details are plain values (JSON) without secrets."""
    viewer = action.viewer
    action.session.add(
        AuditEntry(
            at=action.now,
            actor=viewer.name if viewer.person_id is not None else SYSTEM_NAME,
            person_id=viewer.person_id,
            organisation_id=viewer.organisation_id,
            action=what,
            subject=subject,
            details=details or {},
            as_of=action.now,
        )
    )
