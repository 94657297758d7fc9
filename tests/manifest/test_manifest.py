"""The manifest that an administrator pastes into Slack."""

import copy

from bot.app import build_app  # noqa: F401 - the app must be importable beside its manifest
from bot.manifest import problems, read_manifest


def test_slack_would_take_the_manifest() -> None:
    assert problems(read_manifest()) == []


def test_a_manifest_that_breaks_a_rule_is_named() -> None:
    manifest = copy.deepcopy(read_manifest())
    manifest["display_information"]["name"] = "T" * 36
    manifest["oauth_config"]["scopes"]["bot"].remove("im:history")
    assert problems(manifest) == ["the name is too long", "an event needs the scope im:history"]
