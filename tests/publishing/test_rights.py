"""Nobody touches what is another organisation's, or another person's draft; who publishes nothing is told kindly."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from chat import Chat, sheet

from bot.tools import publishing
from bot.tools.publishing_form import from_form
from bot.tools.results import Asking
from channel import drafts
from channel.access.gate import Action
from channel.access.rights import Right
from channel.errors import NotFound, Refusal
from channel.publications import retire, undo
from channel.tables.documents import DocumentVersion
from channel.tables.journal import Draft, Upload
from ingest.publishing import publish

OLIVER, KATRIN, BEN, NADIA = "northwall.marketing", "northwall.channel", "vaultline.marketing", "brightpath.partner"
LENA = "alpenrock.sales"
FILE = ("fw120-v3.7.md", sheet(("Noise at 1 m", "39 dB(A)")))
Command = Callable[[Action, dict[str, Any]], object]
STRANGERS = [KATRIN, BEN, NADIA, "kestrel.partner", LENA]


def asking(chat: Chat, who: str) -> Asking:
    viewer = chat.viewer(who)
    now, parts = chat.demo.clock.now(), chat.parts
    return Asking(viewer, viewer, "", "en", now, "thread", parts.gate, parts.library, reading=parts.reading)


@pytest.mark.parametrize("who", ["alpenrock.sales", "meridian.presales", "brightpath.credit"])
def test_who_publishes_nothing_is_told_kindly_and_nothing_is_kept(chat: Chat, who: str) -> None:
    said = chat.drop(who, FILE, text="")

    assert "did not take that file" in said.text or "nicht angenommen" in said.text
    assert chat.rows(Upload) == []
    assert chat.rows(Draft) == []


def test_the_words_beside_the_file_are_still_answered(chat: Chat) -> None:
    since = chat.driver.mark()
    chat.driver.say(LENA, "dm", "What is the price of the FW120?", files=[FILE])
    chat.driver.wait_until_quiet(60)

    answers = [m.text for m in chat.driver.heard(since, LENA, "dm").public]
    assert "EUR 1,184.00" in answers[0]
    assert "did not take that file" in answers[1]


def test_an_unknown_guest_is_told_how_to_get_known(chat: Chat) -> None:
    assert "do not know you" in chat.drop("guest.unknown", FILE, text="").text


@pytest.mark.parametrize("who", STRANGERS)
def test_a_draft_is_its_persons_alone(chat: Chat, who: str) -> None:
    chat.drop(OLIVER, FILE)
    (draft,) = chat.rows(Draft)
    stranger = chat.viewer(who)

    with pytest.raises(NotFound), chat.parts.gate.viewing(stranger) as session:
        drafts.by_key(session, draft.key)
    if Right.PUBLISH in stranger.rights:
        with pytest.raises(NotFound):
            from_form(asking(chat, who), draft.key, {"title": "Mine now"})
    with pytest.raises(NotFound), chat.parts.gate.acting(stranger, Right.ASK) as action:
        drafts.discard(action, draft.key)
    with pytest.raises(Refusal), chat.parts.gate.acting(stranger, Right.PUBLISH) as action:
        publish(action, draft.content)
    assert chat.rows(Draft)[0].state == "open"
    assert [v for v in chat.rows(DocumentVersion) if v.version == "3.7"] == []


@pytest.mark.parametrize("who", [BEN, "halden.channel", NADIA, "kestrel.partner", "torvald.partner"])
def test_no_document_of_another_organisation_can_be_replaced_retired_or_undone(chat: Chat, who: str) -> None:
    stranger = chat.viewer(who)
    theirs = [v for v in chat.rows(DocumentVersion) if v.owner_id != stranger.organisation_id]
    own = [v for v in chat.rows(DocumentVersion) if v.owner_id == stranger.organisation_id]
    assert theirs
    card = chat.drop(who, ("note.md", b"# A note\n\nWords.\n"))
    assert "A note" in card.text
    content = json.loads(json.dumps(chat.rows(Draft)[0].content))
    for version in theirs:
        taken = {"version": version.id, "superseded": [], "document": None}
        replacing = {**content["publications"][0], "replaces": version.document_id}
        changes: tuple[tuple[Command, dict[str, Any]], ...] = (
            (retire, {"versions": [version.id], "title": ""}),
            (undo, {"published": [], "restored": [version.id], "title": ""}),
            (undo, {"published": [taken], "restored": [], "title": ""}),
            (publish, {**content, "publications": [replacing]}),
        )
        for change, wanted in changes:
            with pytest.raises(NotFound), chat.parts.gate.acting(stranger, Right.PUBLISH) as action:
                change(action, wanted)
        with pytest.raises(NotFound):
            publishing.retire_version(asking(chat, who), version.id)
        with pytest.raises(NotFound):
            publishing.undo_version(asking(chat, who), version.id)
    live = {v.id for v in chat.rows(DocumentVersion) if v.retired_at is None}
    assert live == {v.id for v in theirs if v.retired_at is None} | {v.id for v in own if v.retired_at is None}


def test_another_persons_button_does_nothing(chat: Chat) -> None:
    chat.drop(OLIVER, FILE)
    (draft,) = chat.rows(Draft)
    mine = chat.drop(BEN, ("backup-note.md", b"# Backup note\n\nWords on backup.\n"))
    elements = [e for block in mine.body["blocks"] if block["type"] == "actions" for e in block["elements"]]
    assert draft.key not in {element["value"] for element in elements}


def test_a_colleague_may_retire_but_not_undo(chat: Chat) -> None:
    chat.publish(OLIVER, FILE)
    version = chat.version("3.7")

    with pytest.raises(NotFound):
        publishing.undo_version(asking(chat, KATRIN), version.id)
    assert publishing.retire_version(asking(chat, KATRIN), version.id).draft


def test_in_a_shared_conversation_the_preview_goes_to_the_publisher_alone(chat: Chat) -> None:
    since, where = chat.driver.mark(), "#brightpath-all-resellers"
    note = ("new-hours.md", b"# New opening hours\n\nFrom Monday we open at seven.\n")
    chat.driver.say(NADIA, where, "<@UBOTBRIGHTPATH> please publish this", files=[note])
    chat.driver.wait_until_quiet(60)
    heard = chat.driver.heard(since, NADIA, where)

    assert "opening hours" not in heard.text
    assert "Publish “New opening hours”?" in heard.private_text
    assert "I sent you that directly" in heard.text
