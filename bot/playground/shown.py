"""What the page of one person shows: messages, conversations, previews."""

from __future__ import annotations

from bot.playground import described, posting, rich_text, visible_text
from bot.playground.acts import may_command
from bot.playground.people import Person
from bot.playground.shapes import Conversation, Json, Post
from bot.playground.state import Workspace

PREVIEW = 150


def message(ws: Workspace, post: Post, reader: str) -> Json:
    """A message with what the page needs to know beyond Slack's JSON."""
    stream = post.stream
    extra: Json = {
        "channel": post.channel,
        "is_ephemeral": post.private_to is not None,
        "is_app": "bot_id" in post.body,
        "streaming": bool(stream and stream.is_open),
        "mentions_me": reader in rich_text.mentioned(str(post.body.get("text", ""))),
        "can_edit": post.body.get("user") == reader,
    }
    if stream is not None:
        extra |= {
            "task_display_mode": stream.display_mode,
            "tasks": [{**task, "id": task["task_id"]} for task in stream.tasks.values()],
            "plan_title": stream.plan_title,
            "stopped_by_user": stream.stopped_by_user,
        }
    rendered = posting.rendered(ws, post)
    if "files" in rendered:
        rendered["files"] = [{**file, "_play": {"url": f"/play/api/files/{file['id']}"}} for file in rendered["files"]]
    return {**rendered, "_play": extra}


def conversation(ws: Workspace, place: Conversation, reader: str) -> Json:
    """A conversation in the reader's list."""
    others = [member for member in place.members if member != reader]
    other = others[0] if place.kind == "im" and others else None
    bots = ws.bots_in(place)
    return {
        "id": place.id,
        "name": _name(ws, other) if other else place.name,
        "kind": place.kind,
        "is_app_dm": place.kind == "im" and bool(bots),
        "other": other,
        "host_team": place.host,
        "teams": place.teams,
        "is_ext_shared": place.is_shared,
        "topic": place.topic,
        "purpose": place.purpose,
        "members": place.members,
        "app_is_member": bool(bots),
        "can_command": bool(bots) and may_command(ws, reader, place),
        **unread(place, reader),
        "last_ts": next(reversed(place.posts), None),
    }


def unread(place: Conversation, reader: str) -> Json:
    """How much the reader has not read yet."""
    since = place.read.get(reader, "0")
    new = [post for post in posting.visible(place, reader) if post.ts > since and post.body.get("user") != reader]
    mentions = [post for post in new if reader in rich_text.mentioned(str(post.body.get("text", "")))]
    return {"unread": len(new), "mentions": len(mentions)}


def person(who: Person) -> Json:
    """Somebody whom one can be."""
    return {
        "id": who.id,
        "key": who.key,
        "name": who.name,
        "title": who.title,
        "role": who.role,
        "is_guest": who.is_guest,
        "tz": who.tz,
        "locale": who.locale,
        "ask": who.asks[0],
        "asks": list(who.asks),
        "email": who.email,
        "team": who.team,
        "organisation": who.organisation,
        "colour": described.colour(who.id),
    }


def user(ws: Workspace, user_id: str, reader: str) -> Json:
    """A name on the page."""
    name = _name(ws, user_id)
    who = ws.people.get(user_id)
    return {
        "id": user_id,
        "name": name,
        "real_name": name,
        "title": who.title if who else ws.manifest.description,
        "team": ws.team_of(user_id),
        "is_bot": who is None,
        "is_guest": bool(who and who.is_guest),
        "is_external": ws.team_of(user_id) != ws.team_of(reader),
        "colour": described.colour(user_id),
        "initials": "".join(part[0] for part in name.split()[:2]).upper(),
    }


def notification(ws: Workspace, place: Conversation, post: Post, reader: str) -> Json:
    """What a desktop (blocks first) and a phone (`text` only) would announce."""
    author = str(post.body.get("user"))
    plain = visible_text.resolved(ws, str(post.body.get("text", "")))
    rich = visible_text.of_blocks(ws, post.body.get("blocks") or [])
    sender = _name(ws, author)
    return {
        "channel": place.id,
        "ts": post.ts,
        "thread_ts": post.thread_ts,
        "title": sender if place.kind == "im" else f"{sender} in #{place.name}",
        "desktop": (rich or plain)[:PREVIEW],
        "mobile": plain[:PREVIEW],
        "mention": reader in rich_text.mentioned(str(post.body.get("text", ""))),
        "dm": place.kind == "im",
    }


def _name(ws: Workspace, user_id: str) -> str:
    return ws.people[user_id].name if user_id in ws.people else ws.manifest.name
