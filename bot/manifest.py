"""The app manifest that an administrator pastes into Slack, and the rules that Slack holds it to."""

import re
from importlib.resources import files
from typing import Any, Final

import yaml

NAME_LIMIT: Final = 35
DESCRIPTION_LIMIT: Final = 140
LONG_DESCRIPTION: Final = (174, 4000)
AGENT_DESCRIPTION_LIMIT: Final = 300
PROMPTS_LIMIT: Final = 4
SHORTCUTS_LIMIT: Final = 10
SHORTCUT_NAME_LIMIT: Final = 24
COMMANDS_LIMIT: Final = 50
EVENTS_LIMIT: Final = 100
SCOPES_FOR_EVENTS: Final = {"app_mention": "app_mentions:read", "message.im": "im:history"}


def manifest_text() -> str:
    """The manifest as YAML."""
    return files("bot").joinpath("slack_manifest.yaml").read_text(encoding="utf-8")


def problems(manifest: dict[str, Any]) -> list[str]:
    """What Slack would refuse in a manifest, in words; empty when nothing.

    The limits are those of Slack's manifest reference (schema version 2).
    """
    about = manifest["display_information"]
    features = manifest["features"]
    scopes = manifest["oauth_config"]["scopes"]["bot"]
    events = manifest["settings"]["event_subscriptions"]["bot_events"]
    found = [
        (len(about["name"]) > NAME_LIMIT, "the name is too long"),
        (len(about["description"]) > DESCRIPTION_LIMIT, "the description is too long"),
        (
            not LONG_DESCRIPTION[0] <= len(about["long_description"]) <= LONG_DESCRIPTION[1],
            "the long description is too short or too long",
        ),
        (not re.fullmatch("#[0-9a-fA-F]{6}", about["background_color"]), "the background colour is no hex colour"),
        (
            len(features["agent_view"]["agent_description"]) > AGENT_DESCRIPTION_LIMIT,
            "the agent description is too long",
        ),
        (len(features["agent_view"]["suggested_prompts"]) > PROMPTS_LIMIT, "there are too many suggested prompts"),
        (len(features["slash_commands"]) > COMMANDS_LIMIT, "there are too many commands"),
        (any(not c["command"].startswith("/") for c in features["slash_commands"]), "a command lacks its slash"),
        (len(features["shortcuts"]) > SHORTCUTS_LIMIT, "there are too many shortcuts"),
        (any(len(s["name"]) > SHORTCUT_NAME_LIMIT for s in features["shortcuts"]), "a shortcut's name is too long"),
        (len(events) > EVENTS_LIMIT, "there are too many events"),
        (len(scopes) != len(set(scopes)), "a scope is named twice"),
        (bool(features["slash_commands"]) and "commands" not in scopes, "commands need the scope commands"),
        ("assistant:write" not in scopes, "the agent view needs the scope assistant:write"),
    ]
    missing = [s for e, s in SCOPES_FOR_EVENTS.items() if e in events and s not in scopes]
    return [words for bad, words in found if bad] + [f"an event needs the scope {scope}" for scope in missing]


def read_manifest() -> dict[str, Any]:
    """The manifest as data."""
    manifest: dict[str, Any] = yaml.safe_load(manifest_text())
    return manifest
