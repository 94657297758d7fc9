"""The changes that a person can confirm, and the messages that follow from them."""

from collections.abc import Callable, Mapping
from typing import Final

from bot.tools import (
    amendments,
    announcing,
    corrections,
    deal_changes,
    deal_deciding,
    deal_many,
    deals,
    digests,
    loading,
    onboarding,
    onboarding_applying,
    onboarding_deciding,
    onboarding_inviting,
    onboarding_joining,
    onboarding_steps,
    onboarding_vetting,
    people,
    policies,
    price_lists,
    publishing,
    requests,
)
from bot.tools.price_list_drafting import IMPORT as PRICE_IMPORT
from bot.tools.results import Asking, Result
from bot.workflows.confirming import Change
from bot.workflows.notifying import Topic
from channel import announcements_drafting, digests_rounds, linking, price_imports, publications
from channel import corrections as correcting
from channel import people as staffing
from channel import requests as requesting
from channel.access.rights import Right
from channel.deals import absences, asking, commands, registering
from channel.drafts import OpenDraft
from channel.onboarding import deciding, joining, opening, proposing, steps
from ingest.publishing import publish
from knowledge.revising import revise

CHANGES: Final[Mapping[str, Change]] = {
    amendments.REPLACE: Change(Right.PUBLISH, revise, amendments.replaced, indexed=True),
    announcing.ANNOUNCE: Change(Right.ANNOUNCE, announcements_drafting.announce, announcing.done),
    announcing.CALL_OFF: Change(Right.ANNOUNCE, announcements_drafting.call_off, announcing.done),
    corrections.SUGGEST: Change(Right.ASK, correcting.report, corrections.reported),
    corrections.ANSWER: Change(Right.PUBLISH, correcting.answer, corrections.answered),
    digests.SETTINGS: Change(Right.ASK, digests_rounds.keep, digests.kept),
    people.MANAGE: Change(Right.ADMINISTER, staffing.perform, people.changed),
    people.ACCEPT: Change(Right.ADMINISTER, linking.accept, people.decided),
    people.DECLINE: Change(Right.ADMINISTER, linking.decline, people.decided),
    publishing.PUBLISH: Change(Right.PUBLISH, publish, publishing.published, indexed=True),
    publishing.RETIRE: Change(Right.PUBLISH, publications.retire, publishing.retired),
    publishing.UNDO: Change(Right.PUBLISH, publications.undo, publishing.undone, indexed=True),
    loading.LOAD: Change(Right.LOAD_DATA, loading.perform, loading.loaded),
    PRICE_IMPORT: Change(Right.PUBLISH, price_imports.apply, price_lists.imported),
    price_lists.UNDO: Change(Right.PUBLISH, price_imports.undo, price_lists.undone),
    "deal.register": Change(Right.REGISTER_DEALS, registering.register, deals.registered),
    policies.CHANGE: Change(Right.DECIDE_DEALS, policies.perform, policies.changed),
    deal_many.REGISTER_MANY: Change(Right.REGISTER_DEALS, deal_many.register_many, deal_many.registered_many),
    deal_deciding.ASK: Change(Right.DECIDE_DEALS, asking.ask, deal_deciding.done),
    deal_deciding.ANSWER: Change(Right.REGISTER_DEALS, asking.answer, deal_deciding.done),
    deal_deciding.AWAY: Change(Right.DECIDE_DEALS, absences.leave, deal_deciding.absent),
    deal_deciding.BACK: Change(Right.DECIDE_DEALS, absences.come_back, deal_deciding.absent),
    "deal.decide": Change(Right.DECIDE_DEALS, commands.decide, deals.decided),
    **{name: Change(kind.asks, requests.perform, requests.reported) for name, kind in requesting.KINDS.items()},
    requests.ANSWER: Change(Right.ASK, requesting.answer, requests.answered),
    requests.WITHDRAW: Change(Right.ASK, requesting.withdraw, requests.withdrawn),
    **{name: Change(Right.REGISTER_DEALS, commands.carry_out, deal_changes.changed) for name in deal_changes.OWN},
    **{name: Change(Right.DECIDE_DEALS, commands.carry_out, deal_changes.changed) for name in deal_changes.DECIDERS},
    onboarding_inviting.INVITE: Change(Right.ONBOARD, onboarding_inviting.perform, onboarding.invited),
    onboarding_applying.APPLY: Change(Right.ADMINISTER, opening.apply, onboarding.applied),
    onboarding_steps.STEP: Change(Right.ASK, steps.give, onboarding.stepped),
    onboarding_vetting.VET: Change(Right.ONBOARD, steps.vet, onboarding.vetted),
    onboarding_vetting.PROPOSE: Change(Right.ONBOARD, proposing.propose, onboarding.proposed),
    onboarding_deciding.DECIDE: Change(Right.ONBOARD, deciding.decide, onboarding.decided),
    onboarding_joining.JOIN: Change(Right.ADMINISTER, joining.answer, onboarding.joined),
    "deal.withdraw": Change(Right.REGISTER_DEALS, commands.withdraw, deals.withdrawn),
}
"""How a draft of each capability takes effect, and what is shown of it."""

UNDOERS: Final[Mapping[str, Callable[[Asking, OpenDraft], Result]]] = {
    amendments.REPLACE: publishing.undo_of,
    publishing.PUBLISH: publishing.undo_of,
    publishing.RETIRE: publishing.undo_of,
    PRICE_IMPORT: price_lists.undo_of,
}
"""What a confirmed draft of a capability is undone by: a draft that undoes it."""

TOPICS: Final[Mapping[str, Topic]] = {
    **deals.NOTICES,
    **deal_deciding.NOTICES,
    **corrections.NOTICES,
    **requests.NOTICES,
    **people.NOTICES,
    **onboarding.NOTICES,
    **digests.NOTICES,
}
"""How a message that a change owes is read, in the sight of whom it is for."""
