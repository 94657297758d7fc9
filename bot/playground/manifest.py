"""The part of a Slack app manifest that a workspace acts on."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Literal

import yaml
from pydantic import BaseModel, ConfigDict, Field

BOT_SCOPES = [
    "app_mentions:read",
    "assistant:write",
    "chat:write",
    "commands",
    "im:history",
    "im:read",
    "im:write",
    "channels:read",
    "groups:read",
    "mpim:read",
    "users:read",
    "users:read.email",
    "files:read",
    "files:write",
    "reactions:read",
    "reactions:write",
    "links:read",
    "links:write",
    "team:read",
]


class _Part(BaseModel):
    model_config = ConfigDict(extra="ignore", frozen=True)


class Command(_Part):
    """A slash command."""

    command: str
    description: str = ""
    usage_hint: str = ""


class Shortcut(_Part):
    """A global or message shortcut."""

    type: Literal["global", "message"]
    callback_id: str
    name: str
    description: str = ""


class Manifest(_Part):
    """An app as its workspaces know it; `bot_events` None means that every event is sent."""

    name: str = "Tierdesk"
    description: str = ""
    commands: tuple[Command, ...] = (Command(command="/tierdesk", usage_hint="help"),)
    shortcuts: tuple[Shortcut, ...] = ()
    bot_scopes: tuple[str, ...] = Field(default=tuple(BOT_SCOPES))
    bot_events: tuple[str, ...] | None = None
    suggested_prompts: tuple[dict[str, str], ...] = ()
    token_rotation: bool = False

    @classmethod
    def read(cls, path: Path) -> Manifest:
        """Read a manifest file, JSON or YAML.

        Raises:
            OSError: the file is not there.
            pydantic.ValidationError: a part of it has the wrong form.
        """
        text = path.read_text(encoding="utf-8")
        return cls.from_slack(json.loads(text) if path.suffix == ".json" else yaml.safe_load(text))

    @classmethod
    def from_slack(cls, manifest: dict[str, Any]) -> Manifest:
        """Take the parts from a manifest in Slack's form.

        Raises:
            pydantic.ValidationError: a part of it has the wrong form.
        """
        shown = manifest.get("display_information", {})
        features = manifest.get("features", {})
        bot = manifest.get("oauth_config", {}).get("scopes", {}).get("bot", BOT_SCOPES)
        optional = manifest.get("oauth_config", {}).get("scopes", {}).get("bot_optional", [])
        subscriptions = manifest.get("settings", {}).get("event_subscriptions", {})
        return cls.model_validate(
            {
                "name": features.get("bot_user", {}).get("display_name") or shown.get("name", "App"),
                "description": shown.get("description", ""),
                "commands": features.get("slash_commands", []),
                "shortcuts": features.get("shortcuts", []),
                "bot_scopes": [scope for scope in bot if scope not in optional],
                "bot_events": subscriptions.get("bot_events"),
                "token_rotation": manifest.get("settings", {}).get("token_rotation_enabled", False),
                "suggested_prompts": features.get("agent_view", {}).get("suggested_prompts", []),
            }
        )
