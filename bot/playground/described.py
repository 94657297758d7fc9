"""Users, workspaces, conversations and messages in Slack's JSON."""

from __future__ import annotations

import html
from datetime import datetime
from urllib.parse import quote
from zoneinfo import ZoneInfo

from bot.playground.people import Person
from bot.playground.shapes import Conversation, Json, Post, StoredFile
from bot.playground.state import APP_ID, Workspace

IMAGE_SIZES = (24, 32, 48, 72, 192, 512)
COLOURS = [
    "9f69e7",
    "4bbe2e",
    "e7392d",
    "3c989f",
    "674b1b",
    "e96699",
    "e0a729",
    "684b6c",
    "5b89d5",
    "2b6836",
    "99a949",
    "df3dc0",
]
PRETTY = {
    "pdf": "PDF",
    "csv": "CSV",
    "docx": "Word Document",
    "xlsx": "Excel Spreadsheet",
    "pptx": "PowerPoint Presentation",
    "png": "PNG",
    "jpg": "JPEG",
    "html": "HTML",
    "md": "Markdown (raw)",
    "txt": "Plain Text",
}


def colour(user: str) -> str:
    """A steady colour for a user, six hexadecimal digits."""
    return COLOURS[sum(map(ord, user)) % len(COLOURS)]


def user(ws: Workspace, user_id: str, seen_from: str, *, include_locale: bool = False) -> Json:
    """A user as `users.info` of the workspace `seen_from` shows them."""
    if user_id in ws.bots:
        return _bot(ws, user_id)
    person = ws.people[user_id]
    external = person.team != seen_from
    shown: Json = {
        **_account(person.id, person.team, _short(person), person.name),
        "tz": person.tz,
        "tz_label": person.tz,
        "tz_offset": _offset(ws.now(), person.tz),
        "is_admin": False,
        "is_owner": False,
        "is_primary_owner": False,
        "is_restricted": person.is_guest,
        "is_ultra_restricted": False,
        "is_bot": False,
        "is_app_user": False,
        "profile": _profile(ws, person),
    }
    if external:
        shown["is_stranger"] = not ws.sees_team(seen_from, user_id)
        for key in ("is_admin", "is_owner", "is_primary_owner", "is_restricted", "is_ultra_restricted"):
            del shown[key]
    elif include_locale:
        shown["locale"] = person.locale
    return shown


def avatar(ws: Workspace, user_id: str) -> str:
    """A picture of a user as SVG: their initials on their colour."""
    name = ws.people[user_id].name if user_id in ws.people else ws.manifest.name
    initials = html.escape("".join(part[0] for part in name.split()[:2]).upper())
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 72 72">'
        f'<rect width="72" height="72" fill="#{colour(user_id)}"/>'
        '<text x="36" y="46" font-family="sans-serif" font-size="28" fill="#fff" text-anchor="middle">'
        f"{initials}</text></svg>"
    )


def team(ws: Workspace, team_id: str) -> Json:
    """A workspace as `team.info` shows it."""
    organisation = ws.organisations[team_id]
    return {
        "id": team_id,
        "name": organisation.name,
        "domain": organisation.key,
        "email_domain": f"{organisation.key}.example",
        "icon": {"image_default": True},
        "is_verified": False,
    }


def conversation(ws: Workspace, place: Conversation, seen_from: str, *, with_members: bool = False) -> Json:
    """A conversation as `conversations.info` of the workspace `seen_from` shows it."""
    if place.kind == "im":
        others = [member for member in place.members if member not in ws.bots] or place.members
        return {
            "id": place.id,
            "created": place.created,
            "is_im": True,
            "is_org_shared": False,
            "is_archived": place.is_archived,
            "context_team_id": seen_from,
            "user": others[0],
            "is_user_deleted": False,
            "priority": 0,
        }
    shown = _channel(ws, place, seen_from)
    if with_members:
        shown["num_members"] = len(place.members)
    return shown


def message(post: Post, *, replies: list[Post] = []) -> Json:  # noqa: B006 - never changed
    """A message as history shows it; a parent counts its replies."""
    shown = {**post.body}
    if replies:
        users = list(dict.fromkeys(str(reply.body.get("user")) for reply in replies))
        shown |= {
            "thread_ts": post.ts,
            "reply_count": len(replies),
            "reply_users_count": len(users),
            "latest_reply": replies[-1].ts,
            "reply_users": users[:5],
            "is_locked": False,
            "subscribed": True,
        }
    return shown


def file(stored: StoredFile, base_url: str) -> Json:
    """A file as `files.info` shows it; its content is behind the bot token."""
    filetype = stored.name.rpartition(".")[2].lower() if "." in stored.name else "binary"
    private = f"{base_url}/files-pri/{stored.team}-{stored.id}"
    in_address = quote(stored.name, safe="")
    shown: Json = {
        "id": stored.id,
        "created": stored.created,
        "timestamp": stored.created,
        "name": stored.name,
        "title": stored.title,
        "mimetype": stored.mimetype,
        "filetype": filetype,
        "pretty_type": PRETTY.get(filetype, filetype.upper()),
        "user": stored.user,
        "user_team": stored.team,
        "editable": False,
        "size": len(stored.content),
        "mode": "hosted",
        "is_external": False,
        "external_type": "",
        "is_public": False,
        "public_url_shared": False,
        "display_as_bot": False,
        "username": "",
        "url_private": f"{private}/{in_address}",
        "url_private_download": f"{private}/download/{in_address}",
        "permalink": f"{base_url}/files/{stored.user}/{stored.id}/{in_address}",
        "has_rich_preview": False,
        "file_access": "visible",
        "channels": [channel for channel in stored.channels if channel.startswith("C")],
        "groups": [channel for channel in stored.channels if channel.startswith("G")],
        "ims": [channel for channel in stored.channels if channel.startswith("D")],
        "comments_count": 0,
    }
    if stored.alt_txt:
        shown["alt_txt"] = stored.alt_txt
    return shown


def bot_id(team_id: str) -> str:
    """The `B…` id of the app in a workspace."""
    return "B" + team_id[1:]


def bot_profile(ws: Workspace, team_id: str) -> Json:
    """What messages of the app say about it."""
    return {
        "id": bot_id(team_id),
        "app_id": APP_ID,
        "name": ws.manifest.name,
        "icons": {},
        "deleted": False,
        "updated": 0,
        "team_id": team_id,
    }


def _channel(ws: Workspace, place: Conversation, seen_from: str) -> Json:
    private = place.kind != "channel"
    return {
        "id": place.id,
        "name": place.name,
        "name_normalized": place.name,
        "is_channel": not private,
        "is_group": place.kind == "private",
        "is_im": False,
        "is_mpim": place.kind == "mpim",
        "is_private": private,
        "created": place.created,
        "creator": place.members[0],
        "is_archived": place.is_archived,
        "is_general": False,
        "is_frozen": False,
        "unlinked": 0,
        "updated": place.created * 1000,
        "properties": {},
        "is_shared": place.is_shared,
        "is_org_shared": False,
        "is_ext_shared": place.is_shared,
        "is_pending_ext_shared": False,
        "pending_shared": [],
        "pending_connected_team_ids": [],
        "conversation_host_id": place.host,
        "context_team_id": seen_from,
        "parent_conversation": None,
        "shared_team_ids": list(place.teams),
        "connected_team_ids": [other for other in place.teams if other != seen_from],
        "internal_team_ids": [seen_from],
        "is_member": bool(ws.bots_in(place)),
        "topic": {"value": place.topic, "creator": "", "last_set": 0},
        "purpose": {"value": place.purpose, "creator": "", "last_set": 0},
        "previous_names": [],
    }


def _short(person: Person) -> str:
    return person.email.partition("@")[0]


def _account(user_id: str, team_id: str, name: str, real_name: str) -> Json:
    return {
        "id": user_id,
        "team_id": team_id,
        "name": name,
        "deleted": False,
        "color": colour(user_id),
        "real_name": real_name,
        "updated": 0,
        "is_email_confirmed": True,
        "who_can_share_contact_card": "EVERYONE",
    }


def _profile(ws: Workspace, person: Person) -> Json:
    first, _, last = person.name.partition(" ")
    profile = {
        "title": person.title,
        "phone": "",
        "skype": "",
        "real_name": person.name,
        "real_name_normalized": person.name,
        "display_name": person.name,
        "display_name_normalized": person.name,
        "first_name": first,
        "last_name": last,
        "status_text": "",
        "status_emoji": "",
        "status_expiration": 0,
        "fields": {},
        **_images(ws, person.id),
        "avatar_hash": "g" + colour(person.id),
        "team": person.team,
    }
    if "users:read.email" in ws.manifest.bot_scopes:
        profile["email"] = person.email
    return profile


def _bot(ws: Workspace, user_id: str) -> Json:
    team_id = ws.bots[user_id]
    name = ws.manifest.name
    return {
        **_account(user_id, team_id, name.lower(), name),
        "tz": "America/Los_Angeles",
        "tz_label": "Pacific Standard Time",
        "tz_offset": -28_800,
        "is_admin": False,
        "is_owner": False,
        "is_primary_owner": False,
        "is_restricted": False,
        "is_ultra_restricted": False,
        "is_bot": True,
        "is_app_user": False,
        "profile": {
            "real_name": name,
            "display_name": "",
            "bot_id": bot_id(team_id),
            "api_app_id": APP_ID,
            **_images(ws, user_id),
            "always_active": True,
            "team": team_id,
        },
    }


def _images(ws: Workspace, user_id: str) -> Json:
    return {f"image_{size}": f"{ws.base_url}/avatars/{user_id}" for size in IMAGE_SIZES}


def _offset(at: datetime, zone: str) -> int:
    shift = at.astimezone(ZoneInfo(zone)).utcoffset()
    return int(shift.total_seconds()) if shift else 0
