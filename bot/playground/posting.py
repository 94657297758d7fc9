"""Messages come, change and go; everybody who watches is told."""

from __future__ import annotations

import uuid
from collections.abc import Sequence

from bot.playground import described, people, rich_text
from bot.playground.shapes import ApiError, Conversation, Happening, Json, Post, Stream
from bot.playground.state import APP_ID, Workspace

TEXT_LIMIT = 40_000


def say(
    ws: Workspace,
    person: str,
    conversation: Conversation,
    text: str,
    *,
    thread_ts: str | None = None,
    files: Sequence[Json] = (),
    broadcast: bool = False,
) -> Post:
    """A person's message.

    Raises:
        ApiError: `not_in_channel`, `thread_not_found`, `no_text`.
    """
    if person not in conversation.members:
        raise ApiError("not_in_channel")
    if not text.strip() and not files:
        raise ApiError("no_text")
    text = _addressed(ws, conversation, text)
    escaped = rich_text.escaped(text)
    body: Json = {
        "type": "message",
        "user": person,
        "text": escaped,
        "client_msg_id": str(uuid.uuid4()),
        "team": ws.team_of(person),
        "blocks": [rich_text.block(text, _block_id(ws))] if text.strip() else [],
    }
    if files:
        body |= {"subtype": "file_share", "files": list(files), "upload": False, "display_as_bot": False}
    if ws.team_of(person) != conversation.host:
        body |= _foreign(ws, person)
    return add(ws, conversation, body, thread_ts=thread_ts, broadcast=broadcast)


def app_body(ws: Workspace, team: str, text: str, **more: object) -> Json:
    """The body of a message that the app posts with the token of `team`; None values are left out."""
    return {
        "type": "message",
        "user": people.bot_user_id(team),
        "text": text[:TEXT_LIMIT],
        "team": team,
        "bot_id": described.bot_id(team),
        "app_id": APP_ID,
        "bot_profile": described.bot_profile(ws, team),
        **{key: value for key, value in more.items() if value is not None},
    }


def add(
    ws: Workspace,
    conversation: Conversation,
    body: Json,
    *,
    thread_ts: str | None = None,
    broadcast: bool = False,
    private_to: str | None = None,
    stream: Stream | None = None,
) -> Post:
    """Put a message into a conversation.

    Raises:
        ApiError: `is_archived`, `thread_not_found`.
    """
    if conversation.is_archived:
        raise ApiError("is_archived")
    parent = _thread_parent(conversation, thread_ts) if thread_ts else None
    ts = ws.new_ts()
    body = {**body, "ts": ts}
    if parent is not None:
        body |= {"thread_ts": parent.ts, "parent_user_id": parent.body.get("user")}
        if broadcast:
            body |= {"subtype": "thread_broadcast", "root": described.message(parent)}
    elif thread_ts:
        body["thread_ts"] = thread_ts
    post = Post(conversation.id, ts, body, private_to, stream)
    conversation.posts[ts] = post
    author = body.get("user")
    if author in conversation.members:
        conversation.read[str(author)] = ts
    ws.tell(Happening("message", conversation.id, post, private_to))
    if parent is not None and private_to is None:
        ws.tell(Happening("thread", conversation.id, parent))
    return post


def change(ws: Workspace, post: Post, fields: Json, *, edited_by: str | None = None) -> None:
    """Replace parts of a message; None removes one. Without `edited_by` the change is silent to the app."""
    before = {**post.body}
    for key, value in fields.items():
        if value is None:
            post.body.pop(key, None)
        else:
            post.body[key] = value
    if edited_by:
        post.body["edited"] = {"user": edited_by, "ts": f"{ws.seconds()}.000000"}
    extra = {"before": before, "edited": edited_by is not None}
    ws.tell(Happening("changed", post.channel, post, post.private_to, extra))


def reword(ws: Workspace, post: Post, text: str) -> None:
    """A person corrects their own message."""
    text = _addressed(ws, ws.conversation(post.channel), text)
    fields = {"text": rich_text.escaped(text), "blocks": [rich_text.block(text, _block_id(ws))]}
    change(ws, post, fields, edited_by=str(post.body["user"]))


def remove(ws: Workspace, post: Post) -> None:
    """Take a message away."""
    conversation = ws.conversation(post.channel)
    del conversation.posts[post.ts]
    ws.tell(Happening("deleted", post.channel, post, post.private_to))
    if post.is_reply and post.thread_ts in conversation.posts:
        ws.tell(Happening("thread", post.channel, conversation.posts[str(post.thread_ts)]))


def react(ws: Workspace, post: Post, user: str, name: str, *, gone: bool = False) -> None:
    """Add a reaction, or take it back.

    Raises:
        ApiError: `already_reacted`, `no_reaction`.
    """
    reactions: list[Json] = post.body.get("reactions", [])
    found = next((reaction for reaction in reactions if reaction["name"] == name), None)
    has_it = found is not None and user in found["users"]
    if has_it is not gone:
        raise ApiError("no_reaction" if gone else "already_reacted")
    users = [*(found["users"] if found else []), user]
    if gone:
        users = [other for other in users if other != user]
    others = [reaction for reaction in reactions if reaction["name"] != name]
    kept = [*others, {"name": name, "users": users, "count": len(users)}] if users else others
    if kept:
        post.body["reactions"] = kept
    else:
        post.body.pop("reactions", None)
    extra = {"name": name, "gone": gone, "by": user}
    ws.tell(Happening("reaction", post.channel, post, extra=extra))


def replies(conversation: Conversation, ts: str) -> list[Post]:
    """The public answers in a thread, oldest first."""
    return [
        post for post in conversation.posts.values() if post.is_reply and post.thread_ts == ts and not post.private_to
    ]


def rendered(ws: Workspace, post: Post) -> Json:
    """The message as Slack shows it, with its thread's figures."""
    return described.message(post, replies=replies(ws.conversation(post.channel), post.ts))


def visible(conversation: Conversation, reader: str) -> list[Post]:
    """What this member may read, oldest first; nothing for others."""
    if reader not in conversation.members:
        return []
    return [post for post in conversation.posts.values() if post.private_to in (None, reader)]


def join(ws: Workspace, conversation: Conversation, user: str) -> None:
    """Make somebody a member."""
    if user not in conversation.members:
        conversation.members.append(user)
        ws.tell(Happening("joined", conversation.id, extra={"member": user}))
        ws.tell(Happening("conversation", conversation.id))


def leave(ws: Workspace, conversation: Conversation, user: str) -> None:
    """End somebody's membership."""
    if user in conversation.members:
        conversation.members.remove(user)
        ws.tell(Happening("left", conversation.id, extra={"member": user}))
        ws.tell(Happening("conversation", conversation.id))


def _thread_parent(conversation: Conversation, thread_ts: str) -> Post | None:
    found = conversation.posts.get(thread_ts)
    if found is None:
        if conversation.kind == "im":
            return None  # the Messages tab lets an app answer in a thread whose parent is gone
        raise ApiError("thread_not_found")
    if found.is_reply:
        return conversation.posts.get(str(found.thread_ts), found)
    return found


def _foreign(ws: Workspace, person: str) -> Json:
    team = ws.team_of(person)
    who = ws.people[person]
    return {
        "user_team": team,
        "source_team": team,
        "user_profile": {
            "name": who.name,
            "real_name": who.name,
            "display_name": who.name,
            "team": team,
            "is_restricted": False,
            "is_ultra_restricted": False,
        },
    }


def _addressed(ws: Workspace, conversation: Conversation, text: str) -> str:
    """The text with mentions by name as ids; the app is mentioned as the bot that is a member."""
    text = rich_text.typed(text, _names(ws, conversation))
    present = ws.bots_in(conversation)
    for bot in rich_text.mentioned(text) & set(ws.bots) if present else ():
        text = text.replace(f"<@{bot}>", f"<@{bot if bot in present else present[0]}>")
    return text


def _names(ws: Workspace, conversation: Conversation) -> dict[str, str]:
    names = {ws.people[member].name: member for member in conversation.members if member in ws.people}
    bots = ws.bots_in(conversation)
    if bots:
        names[ws.manifest.name] = bots[0]
    return names


def _block_id(ws: Workspace) -> str:
    return ws.new_id("b")[-6:]
