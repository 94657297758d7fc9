"""Who looks: a person with what the channel database says of their organisation, or everybody who listens."""

from dataclasses import dataclass, field

from channel.access.rights import Right
from channel.tables.parties import Kind


@dataclass(frozen=True)
class Viewer:
    """One person's sight and rights at one instant, resolved from the channel database; never stored.

    An unlinked person has no organisation and sees what is public, which is nothing but how to get linked.

    Attributes:
        person_id: the person, none for the unlinked and for jobs of the system.
        organisation_id: the person's organisation.
        kind: what that organisation is.
        rights: what the person may do.
        buys_from: for a reseller, the distributors it buys from.
        authorised: (line id, ISO country) pairs: what a reseller may sell, or a distributor sells.
        vendors: the vendors in whose world the organisation is; for a vendor, itself.
        ranks: (vendor id, tier rank) of a reseller; rank 1 is the lowest.
        tiers: (vendor id, tier name in lower case) of a reseller.
        non_disclosures: vendors whose non-disclosure agreement the organisation has signed.
        system: the name of a job of the system, none for people.
        name: how the audit names the viewer.
    """

    person_id: int | None = None
    organisation_id: int | None = None
    kind: Kind | None = None
    rights: frozenset[Right] = frozenset()
    buys_from: frozenset[int] = frozenset()
    authorised: frozenset[tuple[int, str]] = frozenset()
    vendors: frozenset[int] = frozenset()
    ranks: frozenset[tuple[int, int]] = frozenset()
    tiers: frozenset[tuple[int, str]] = frozenset()
    non_disclosures: frozenset[int] = frozenset()
    system: str | None = None
    name: str = "somebody unknown"


NOBODY = Viewer()


@dataclass(frozen=True)
class Audience:
    """Everybody who listens in a conversation: it sees what all of them may see.

    Listeners are kept once per distinct organisation and rights. More than eight kinds of listeners, or one
    unknown among them, see only what is public.
    """

    listeners: frozenset[Viewer] = field(default_factory=frozenset)
