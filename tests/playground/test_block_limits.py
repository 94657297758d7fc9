from __future__ import annotations

from typing import Any

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.playground import block_rules
from bot.playground.block_checker import Surface

HERE = "CBRIGHTPATHALPENROCK"


def plain(text: str) -> dict[str, str]:
    return {"type": "plain_text", "text": text}


def button(**more: Any) -> dict[str, Any]:
    return {"type": "button", "action_id": "a", "text": plain("Go"), **more}


def actions(*elements: dict[str, Any]) -> dict[str, Any]:
    return {"type": "actions", "elements": list(elements)}


def options(count: int) -> list[dict[str, Any]]:
    return [{"text": plain(str(n)), "value": str(n)} for n in range(count)]


SECTION = {"type": "section", "text": {"type": "mrkdwn", "text": "x"}}
TABLE = {"type": "table", "rows": [[{"type": "raw_text", "text": "x"}]]}


@pytest.mark.parametrize(
    ("block", "pointer"),
    [
        ({"type": "header", "text": plain("x" * 151)}, "/0/text/text"),
        ({"type": "header", "text": {"type": "mrkdwn", "text": "x"}}, "/0/text/type"),
        ({"type": "section", "text": {"type": "mrkdwn", "text": "x" * 3001}}, "/0/text/text"),
        ({"type": "section"}, "/0"),
        ({"type": "section", "fields": [plain("x")] * 11}, "/0/fields"),
        ({"type": "section", "fields": [plain("x" * 2001)]}, "/0/fields/0/field/text"),
        ({"type": "context", "elements": [plain("x")] * 11}, "/0/elements"),
        (actions(*[button(action_id=str(n)) for n in range(26)]), "/0/elements"),
        (actions(button(text=plain("x" * 76))), "/0/elements/0/text/text"),
        (actions(button(value="x" * 2001)), "/0/elements/0/value"),
        (actions(button(style="blue")), "/0/elements/0/style"),
        (actions({"type": "overflow", "action_id": "o", "options": options(6)}), "/0/elements/0/options"),
        (actions({"type": "checkboxes", "action_id": "o", "options": options(11)}), "/0/elements/0/options"),
        (
            actions({"type": "static_select", "action_id": "o", "options": options(101)}),
            "/0/elements/0/options",
        ),
        (actions({"type": "slider", "action_id": "o"}), "/0/elements/0/type"),
        ({"type": "image", "image_url": "https://a.example/x.png"}, "/0"),
        ({"type": "markdown", "text": "x" * 12_001}, "/0/text"),
        ({"type": "table", "rows": [[{"type": "raw_text", "text": "x"}]] * 101}, "/0/rows"),
        ({"type": "data_table", "rows": [[1]]}, "/0"),
        ({"type": "card", "title": plain("x" * 151)}, "/0/title/text"),
        ({"type": "carousel", "elements": [{"type": "card", "title": plain("x")}] * 11}, "/0/elements"),
        ({"type": "container", "child_blocks": [SECTION] * 11}, "/0/child_blocks"),
        ({"type": "alert", "text": plain("x")}, "/0/type"),
        ({"type": "context_actions", "elements": [button()]}, "/0/elements/0/type"),
        ({"type": "hologram"}, "/0/type"),
        ({"type": "divider", "block_id": "x" * 256}, "/0/block_id"),
    ],
)
def test_a_block_that_breaks_a_limit_is_named_by_its_place(block: dict[str, Any], pointer: str) -> None:
    assert [problem.pointer for problem in block_rules.check([block], "message")] == [pointer]


@pytest.mark.parametrize(
    ("blocks", "surface"),
    [
        ([SECTION] * 51, "message"),
        ([SECTION] * 101, "home"),
        ([TABLE, TABLE], "message"),
        ([{"type": "divider", "block_id": "a"}, {"type": "divider", "block_id": "a"}], "message"),
        ([{"type": "markdown", "text": "x" * 7_000}] * 2, "message"),
        ([{"type": "markdown", "text": "x"}], "modal"),
        ([actions({"type": "datetimepicker", "action_id": "d"})], "home"),
    ],
)
def test_blocks_can_break_limits_together(blocks: list[Any], surface: Surface) -> None:
    assert len(block_rules.check(blocks, surface)) == 1


@pytest.mark.parametrize(
    ("changes", "pointer"),
    [
        ({"title": plain("x" * 25)}, "/title/text"),
        ({"submit": None}, "/submit"),
        ({"private_metadata": "x" * 3001}, "/private_metadata"),
        ({"callback_id": "x" * 256}, "/callback_id"),
    ],
)
def test_views_have_limits_of_their_own(changes: dict[str, Any], pointer: str) -> None:
    view = {
        "type": "modal",
        "title": plain("Deal"),
        "submit": plain("Send"),
        "blocks": [
            {
                "type": "input",
                "label": plain("Name"),
                "element": {"type": "plain_text_input", "action_id": "n"},
            }
        ],
    }

    assert block_rules.check_view(view) == []
    assert [problem.pointer for problem in block_rules.check_view({**view, **changes})] == [pointer]


def test_a_message_is_refused_with_the_reasons(brightpath: WebClient) -> None:
    refusal = _refusal(brightpath, [{"type": "header", "text": plain("x" * 151)}])

    assert refusal["error"] == "invalid_blocks"
    assert refusal["response_metadata"]["messages"] == [
        "[ERROR] must be less than 151 characters [json-pointer:/0/text/text]"
    ]


def test_all_blocks_together_may_hold_some_thirteen_thousand_characters(brightpath: WebClient) -> None:
    section = {"type": "section", "text": {"type": "mrkdwn", "text": "x" * 2_700}}
    brightpath.chat_postMessage(channel=HERE, text="x", blocks=[section] * 4)

    assert _refusal(brightpath, [section] * 5)["error"] == "msg_blocks_too_long"


def test_blocks_can_be_checked_without_a_token(brightpath: WebClient) -> None:
    nobody = WebClient(base_url=brightpath.base_url)
    with pytest.raises(SlackApiError) as refused:
        nobody.api_call("blocks.validate", json={"blocks": [{"type": "hologram"}]})

    assert nobody.api_call("blocks.validate", json={"blocks": [SECTION]})["ok"]
    (error,) = refused.value.response["errors"]
    assert (error["code"], error["pointer"], error["constraint"]["got"]) == (
        "failed_constraint",
        "/0/type",
        "hologram",
    )


def _refusal(client: WebClient, blocks: list[Any]) -> dict[str, Any]:
    with pytest.raises(SlackApiError) as refused:
        client.chat_postMessage(channel=HERE, text="x", blocks=blocks)
    return dict(refused.value.response.data)
