"""What is shown of registrations: frozen values, read in somebody's sight."""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from pydantic import BaseModel, ConfigDict

from channel.deals.states import Command, State
from channel.deals.weighed import Grounds
from channel.money import Money


@dataclass(frozen=True)
class DealLine:
    """A product of a deal: part number and quantity, none when nobody said how many."""

    mpn: str
    quantity: int | None


class Application(BaseModel):
    """What is known of a deal before it is registered; kept as the content of a draft.

    `lines` are (part number, quantity or none); `quantity` is a number said without a product. Value in `currency`
    (ISO 4217), net of tax. `assumed` names the fields that nobody has said; they give way to what is said later.
    `reseller_id` is set where its distributor registers for it, `uploads` are the keys of evidence files,
    `copied_from` the number of the registration that this one was begun as a copy of.
    """

    model_config = ConfigDict(frozen=True, extra="ignore")

    vendor_id: int | None = None
    distributor_id: int | None = None
    customer: str | None = None
    country: str | None = None
    city: str | None = None
    postcode: str | None = None
    domain: str | None = None
    register_number: str | None = None
    contact_name: str | None = None
    contact_email: str | None = None
    project: str = ""
    lines: tuple[tuple[str, int | None], ...] = ()
    quantity: int | None = None
    value: str | None = None
    currency: str | None = None
    expected_close: date | None = None
    deal_type: str = "new"
    tender: str | None = None
    tender_published_on: date | None = None
    reseller_id: int | None = None
    industry: str | None = None
    contact_role: str | None = None
    delivery_date: date | None = None
    competitor: str | None = None
    relationship: str | None = None
    source: str | None = None
    activity: str | None = None
    activity_on: date | None = None
    help_wanted: str | None = None
    incumbent: str | None = None
    special_price: bool = False
    consent: bool = False
    uploads: tuple[str, ...] = ()
    copied_from: str | None = None
    assumed: tuple[str, ...] = ()

    def said(self) -> "Application":
        """The application without what was assumed."""
        return self.model_copy(update={**dict.fromkeys(self.assumed), "assumed": ()})

    def content(self) -> dict[str, Any]:
        """Plain values for a draft."""
        return self.model_dump(mode="json")


@dataclass(frozen=True)
class Problem:
    """Why a deal cannot be registered: a reason code and the facts that go with it, worded by the screens."""

    code: str
    facts: tuple[str, ...] = ()


@dataclass(frozen=True)
class SpecialPriceLine:
    """A price approved with a registration, for one unit, net of tax; `valid_to` inclusive."""

    mpn: str
    unit: Money
    approved: int
    remaining: int
    valid_to: date


@dataclass(frozen=True)
class HistoryEntry:
    """One step of a registration that the reader may know; `organisation` is for whom the actor acted."""

    at: datetime
    actor: str
    organisation: str | None
    command: str
    state: State
    reason: str | None
    note: str | None


@dataclass(frozen=True)
class RegistrationView:
    """A registration as one reader sees it.

    `holder` names the organisation that has to act, none when nobody has; `since` when it came there; `waiting` in
    business days of the holder's country; `due` by when a decision is due (UTC). `protected_until` is inclusive,
    `grace_until` the last day to ask for reinstatement (if the programme `reinstates`), `appeal_until` the last day to
    appeal, `today` the day it is where the policy's clock stands, `extension_days` what one extension gives at most,
    `evidence_needed` whether it takes dated progress. `amendment` are the terms asked for, by field, while
    they are looked at. `in_conflict` is true only for the vendor's eyes. `may` names the commands that the reader can
    give, those wanted most first. `particulars` are further fields by name, `evidence` the names of the files.
    """

    number: str
    customer: str
    place: str
    reseller: str
    distributor: str
    vendor: str
    lines: tuple[DealLine, ...]
    value: Money
    state: State
    holder: str | None
    since: datetime
    waiting: int
    due: datetime | None
    overdue: bool
    submitted_at: datetime | None
    expected_close: date | None
    contact: str | None
    project: str
    deal_type: str
    tender: str | None
    protected_until: date | None
    grace_until: date | None
    extensions_used: int
    extensions_allowed: int
    special_prices: tuple[SpecialPriceLine, ...]
    reason: str | None
    note: str | None
    clause: str
    tier: str | None
    history: tuple[HistoryEntry, ...]
    own_notes: tuple[str, ...]
    in_conflict: bool
    today: date
    appeal_until: date | None
    reinstates: bool
    extension_days: int
    evidence_needed: bool
    doubts: tuple[str, ...] = ()
    amendment: tuple[tuple[str, Any], ...] = ()
    may: tuple[Command, ...] = ()
    particulars: tuple[tuple[str, Any], ...] = ()
    evidence: tuple[str, ...] = ()


@dataclass(frozen=True)
class EvidenceFile:
    """A file that goes with a registration; `added_at` in UTC."""

    file_name: str
    content: bytes
    added_by: str
    added_at: datetime


@dataclass(frozen=True)
class EvidenceFiles:
    """The evidence of one registration, as far as it is in sight."""

    number: str
    files: tuple[EvidenceFile, ...]


@dataclass(frozen=True)
class RegistrationList:
    """Registrations in sight, with what was asked for in words."""

    rows: tuple[RegistrationView, ...]
    asked: str
    sort: str = "list"


@dataclass(frozen=True)
class ConflictPair:
    """Two registrations that may be for the same customer, the earlier complete submission first; vendor only."""

    first: RegistrationView
    second: RegistrationView
    score: int
    reasons: tuple[str, ...]
    rule: str


@dataclass(frozen=True)
class ConflictList:
    """The open conflicts of a vendor, or of one customer or registration."""

    pairs: tuple[ConflictPair, ...]


@dataclass(frozen=True)
class NeutralWord:
    """What everybody but the vendor is told about other registrations: the same, whatever exists."""


@dataclass(frozen=True)
class RegistrationDraft:
    """A registration to be confirmed, or to be completed first.

    `missing` are the required fields that nobody has said; `assumed` those filled in without being said. `wrong` are
    values that cannot be (a number whose check digit is off), `doubts` what is worth a second look. `valid_from` is
    since when the rules hold that it is judged by, `reseller` for whom its distributor registers it, `evidence` the
    names of the files that go with it, `skips_distributor` that the vendor decides alone.
    """

    key: str
    application: Application
    vendor: str | None
    distributor: str | None
    missing: tuple[str, ...]
    assumed: tuple[str, ...]
    clause: str
    protection_days: int
    wrong: tuple[Problem, ...] = ()
    doubts: tuple[Problem, ...] = ()
    valid_from: date | None = None
    reseller: str | None = None
    evidence: tuple[str, ...] = ()
    skips_distributor: bool = False


@dataclass(frozen=True)
class NotEligible:
    """A deal that cannot be registered, with all that is wrong and the clause that says so."""

    customer: str | None
    problems: tuple[Problem, ...]
    clause: str
    valid_from: date | None = None


@dataclass(frozen=True)
class Decision:
    """A decision on one registration, not yet taken.

    `fields` are those to be completed, when it is returned; `granted` is what an approval gives instead of what was
    asked for, in plain values by name (`prices`, `units`, `until`); `grounds` what the decider weighs.
    """

    registration: RegistrationView
    command: str
    reason: str | None = None
    note: str | None = None
    fields: tuple[str, ...] = ()
    granted: tuple[tuple[str, Any], ...] = ()
    grounds: Grounds | None = None


@dataclass(frozen=True)
class DecisionDraft:
    """Decisions to be confirmed; `passed_over` need none, `pairs` is what competes, for the vendor's eyes."""

    key: str
    decisions: tuple[Decision, ...]
    passed_over: tuple[RegistrationView, ...] = ()
    pairs: tuple[ConflictPair, ...] = ()


@dataclass(frozen=True)
class WithdrawalDraft:
    """A withdrawal to be confirmed."""

    key: str
    registration: RegistrationView


@dataclass(frozen=True)
class ChangeDraft:
    """A command on one's own or a decided registration, to be confirmed.

    `facts` are what goes with it, by name, in plain values; `asks` names what has to be said first, `until` is the
    last protected day that would follow, `material` whether the vendor decides first.
    """

    key: str
    command: Command
    registration: RegistrationView
    facts: tuple[tuple[str, Any], ...] = ()
    asks: str | None = None
    until: date | None = None
    material: bool = False


@dataclass(frozen=True)
class Done:
    """What a confirmed command did; the registrations as they stand now."""

    command: str
    rows: tuple[RegistrationView, ...]


@dataclass(frozen=True)
class Notice:
    """Something that a person is told about a registration of theirs, or one that waits for them.

    `decides` says whether it is the reader's side that has to act now, `grounds` what it weighs then.
    """

    topic: str
    registration: RegistrationView
    kind: str = ""
    pairs: tuple[ConflictPair, ...] = field(default=())
    decides: bool = False
    grounds: Grounds | None = None
