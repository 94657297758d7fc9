from __future__ import annotations

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.playground import block_rules, view_state
from bot.playground.element_rules import ELEMENTS

KINDS = sorted({*block_rules.SURFACES, *(kind for kinds in ELEMENTS.values() for kind in kinds), "mrkdwn"})
KEYS = [
    "text", "fields", "elements", "element", "accessory", "options", "option_groups", "value", "title",
    "rows", "child_blocks", "tasks", "chart", "series", "segments", "data", "label", "confirm", "block_id",
    "action_id", "actions", "positive_button", "caption", "page_size", "style", "level", "blocks", "submit",
]  # fmt: skip
leaves = st.none() | st.booleans() | st.integers() | st.text(max_size=5) | st.sampled_from(KINDS)


def nested(inner: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    parts = st.dictionaries(st.sampled_from(KEYS), inner, max_size=4)
    typed = st.builds(lambda kind, rest: {**rest, "type": kind}, st.sampled_from(KINDS), parts)
    return typed | parts | st.lists(inner, max_size=3)


anything = st.recursive(leaves, nested, max_leaves=25)


@settings(max_examples=400)
@given(st.lists(anything, max_size=3), st.sampled_from(["message", "modal", "home"]))
def test_any_json_is_judged_without_failing(blocks: list[Any], surface: Any) -> None:
    problems = block_rules.check(blocks, surface)

    if not problems:
        assert view_state.state_of(blocks, {}, {}) is not None
        assert block_rules.characters(blocks) >= 0


@settings(max_examples=400)
@given(st.dictionaries(st.sampled_from(KEYS), anything), st.sampled_from(["modal", "home"]))
def test_any_view_is_judged_without_failing(view: dict[str, Any], kind: str) -> None:
    assert isinstance(block_rules.check_view({**view, "type": kind}), list)
