"""The changes that a person can confirm, and the messages that follow from them."""

from collections.abc import Mapping
from typing import Final

from bot.tools import amendments, corrections, deals
from bot.workflows.confirming import Change
from bot.workflows.notifying import Topic
from channel import corrections as correcting
from channel.access.rights import Right
from channel.deals import commands
from knowledge.revising import revise

CHANGES: Final[Mapping[str, Change]] = {
    amendments.REPLACE: Change(Right.PUBLISH, revise, amendments.replaced),
    corrections.SUGGEST: Change(Right.ASK, correcting.report, corrections.reported),
    corrections.ANSWER: Change(Right.PUBLISH, correcting.answer, corrections.answered),
    "deal.register": Change(Right.REGISTER_DEALS, commands.register, deals.registered),
    "deal.decide": Change(Right.DECIDE_DEALS, commands.decide, deals.decided),
    "deal.withdraw": Change(Right.REGISTER_DEALS, commands.withdraw, deals.withdrawn),
}
"""How a draft of each capability takes effect, and what is shown of it."""

TOPICS: Final[Mapping[str, Topic]] = {**deals.NOTICES, **corrections.NOTICES}
"""How a message that a change owes is read, in the sight of whom it is for."""
