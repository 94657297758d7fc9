"""The life of an onboarding case as data: states, what its distributor may decide, and the kinds of steps."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Final


class CaseState(StrEnum):
    """Where a case stands. INVITED waits for the company's first word, APPLIED for the distributor's."""

    INVITED = "invited"
    APPLIED = "applied"
    IN_PROGRESS = "in_progress"
    PAUSED = "paused"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"
    LIVE = "live"
    COMPLETED = "completed"
    CLOSED = "closed"


class Decision(StrEnum):
    """What a distributor decides on a case."""

    ACCEPT = "accept"
    GO_LIVE = "go_live"
    REJECT = "reject"
    PAUSE = "pause"
    RESUME = "resume"
    REQUEST = "request"
    TAKE_OVER = "take_over"
    REOPEN = "reopen"
    OFF_BOARD = "off_board"


class StepKind(StrEnum):
    """What a step is about; OTHER is anything that a distributor put on its checklist."""

    COMPANY_DATA = "company_data"
    VETTING = "vetting"
    REFERENCES = "references"
    AGREEMENT = "agreement"
    CREDIT_LINE = "credit_line"
    AUTHORISATION = "authorisation"
    PEOPLE = "people"
    SLACK = "slack"
    TRAINING = "training"
    FIRST_ORDER = "first_order"
    OTHER = "other"


RUNNING: Final = frozenset({CaseState.INVITED, CaseState.APPLIED, CaseState.IN_PROGRESS, CaseState.LIVE})
"""States in which steps are owed and reminded of."""
OPEN: Final = RUNNING | {CaseState.PAUSED}
"""States in which the same company cannot be taken on a second time."""
_UNDECIDED: Final = frozenset({CaseState.INVITED, CaseState.APPLIED, CaseState.IN_PROGRESS, CaseState.PAUSED})
ALLOWED: Final[Mapping[Decision, frozenset[CaseState]]] = {
    Decision.ACCEPT: frozenset({CaseState.APPLIED}),
    Decision.GO_LIVE: frozenset({CaseState.IN_PROGRESS}),
    Decision.REJECT: _UNDECIDED,
    Decision.PAUSE: RUNNING,
    Decision.RESUME: frozenset({CaseState.PAUSED}),
    Decision.REQUEST: RUNNING,
    Decision.TAKE_OVER: OPEN,
    Decision.REOPEN: frozenset({CaseState.REJECTED, CaseState.WITHDRAWN}),
    Decision.OFF_BOARD: frozenset({CaseState.LIVE, CaseState.COMPLETED}),
}
"""From which states a distributor may decide what."""
LEADS_TO: Final[Mapping[Decision, CaseState]] = {
    Decision.ACCEPT: CaseState.IN_PROGRESS,
    Decision.GO_LIVE: CaseState.LIVE,
    Decision.REJECT: CaseState.REJECTED,
    Decision.PAUSE: CaseState.PAUSED,
    Decision.REOPEN: CaseState.IN_PROGRESS,
    Decision.OFF_BOARD: CaseState.CLOSED,
}
"""Where a decision leads; RESUME goes back to where the pause began, the others leave the state as it is."""
BEFORE_LIVE: Final = frozenset({StepKind.COMPANY_DATA, StepKind.VETTING, StepKind.AGREEMENT, StepKind.AUTHORISATION})
"""Steps without which nobody goes live."""
DERIVED: Final = frozenset({StepKind.CREDIT_LINE, StepKind.AUTHORISATION, StepKind.SLACK, StepKind.FIRST_ORDER})
"""Steps that the house sees done by itself: a line, an authorisation, a linked account, an order."""
STATE_WORDS: Final[Mapping[CaseState, Mapping[str, str]]] = {
    CaseState.INVITED: {"en": "waiting for the company's first word", "de": "in Erwartung der ersten Antwort"},
    CaseState.APPLIED: {"en": "waiting for the distributor's decision", "de": "vor der Entscheidung des Distributors"},
    CaseState.IN_PROGRESS: {"en": "under way", "de": "im Gange"},
    CaseState.PAUSED: {"en": "paused", "de": "pausiert"},
    CaseState.REJECTED: {"en": "rejected", "de": "abgelehnt"},
    CaseState.WITHDRAWN: {"en": "withdrawn", "de": "zurückgezogen"},
    CaseState.LIVE: {"en": "live", "de": "aktiv"},
    CaseState.COMPLETED: {"en": "completed", "de": "abgeschlossen"},
    CaseState.CLOSED: {"en": "ended", "de": "beendet"},
}
