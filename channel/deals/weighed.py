"""What a decider weighs beside a registration: frozen values, read by `channel.deals.grounds`."""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from channel.money import Money


@dataclass(frozen=True)
class Record:
    """How earlier registrations ended: won, lost, expired or lapsed, rejected."""

    won: int = 0
    lost: int = 0
    expired: int = 0
    rejected: int = 0

    @property
    def any(self) -> bool:
        """Whether there is one."""
        return bool(self.won or self.lost or self.expired or self.rejected)


@dataclass(frozen=True)
class Asked:
    """A question of the reader's own organisation to the reseller, with the answer if there is one."""

    question: str
    answer: str | None


@dataclass(frozen=True)
class Grounds:
    """What helps to decide one registration, in the decider's own sight.

    Attributes:
        reseller: how the reseller's other registrations at this vendor ended.
        customer: how those of the same reseller for the same customer ended.
        listed: the products at list price of the day, none where one has no price in the currency.
        registered: the same at the price that the programme gives a registration.
        margin: what the distributor keeps of `registered`, for its own people with the right to see cost.
        questions: asked of the reseller, first one first.
    """

    reseller: Record = Record()
    customer: Record = Record()
    listed: Money | None = None
    registered: Money | None = None
    margin: Money | None = None
    questions: tuple[Asked, ...] = ()

    @property
    def margin_percent(self) -> Decimal | None:
        """The margin as percent of the registered price, to one place."""
        if self.margin is None or self.registered is None or not self.registered.amount:
            return None
        share = self.margin.amount * 100 / self.registered.amount
        return share.quantize(Decimal("0.1"), ROUND_HALF_UP)
