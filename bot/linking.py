"""Meeting somebody unknown: who they are by Slack's word, and whether an administrator can be asked."""

import logging

from slack_sdk.errors import SlackApiError

from bot.delivery import Delivery
from bot.identity import Speaker
from channel import linking
from channel.access.gate import Gate
from channel.access.identifying import system_viewer
from channel.access.rights import Right
from channel.linking import Meeting, Standing, Stranger

log = logging.getLogger(__name__)
_IDENTIFYING = system_viewer("identifying", frozenset({Right.OPERATE}))


def meet(gate: Gate, delivery: Delivery, speaker: Speaker, team: str) -> Meeting:
    """How things stand with an unlinked speaker; their administrator is asked if that was not done before.

    Args:
        gate: to the channel database.
        delivery: speaks to Slack.
        speaker: somebody unlinked.
        team: the installing team in which they spoke.
    """
    stranger = _seen(delivery, speaker, team)
    if stranger is None:
        return Meeting(Standing.NO_EMAIL)
    with gate.viewing(_IDENTIFYING) as session:
        met = linking.meeting(session, stranger)
    if met.standing is not Standing.NEW:
        return met
    with gate.acting(_IDENTIFYING, Right.OPERATE) as action:
        return linking.ask(action, stranger)


def _seen(delivery: Delivery, speaker: Speaker, team: str) -> Stranger | None:
    """The user as Slack shows them; bots, closed accounts and people of another team than they speak for are none."""
    try:
        info = delivery.client(team).users_info(user=speaker.user)["user"]
    except SlackApiError as error:
        log.warning("users.info does not show %s: %s", speaker.user, error.response.get("error"))
        return None
    if info.get("is_bot") or info.get("deleted") or info.get("is_stranger") or info.get("team_id") != speaker.team:
        return None
    profile = info.get("profile") or {}
    email = str(profile.get("email") or "") if info.get("is_email_confirmed") else ""
    name = str(info.get("real_name") or profile.get("real_name") or email)
    return Stranger(speaker.team, speaker.user, name, email)
