"""A citation is opened: the passage in place, its page as a picture, and kind words when it may not be shown."""

from __future__ import annotations

import io
from datetime import timedelta
from typing import Any

from PIL import Image
from sqlalchemy import select

from bot.playground import people, posting
from bot.playground.demo import Demo
from bot.playground.driver import Message
from bot.screens.blocks import actions, button
from channel.access.identifying import system_viewer
from channel.access.rights import Right
from channel.tables.documents import DocumentVersion, Passage, Release

PERSON = "meridian.presales"
PLACE = "#brightpath-meridian"
SYSTEM = system_viewer("deadlines", frozenset({Right.OPERATE}))


def passages_of(demo: Demo, file_name: str) -> list[Passage]:
    assert demo.parts is not None
    with demo.parts.gate.acting(SYSTEM, Right.OPERATE) as action:
        rows = action.session.scalars(
            select(Passage)
            .join(DocumentVersion, DocumentVersion.id == Passage.version_id)
            .where(DocumentVersion.file_name == file_name)
            .order_by(Passage.position)
        ).all()
        action.session.expunge_all()
    return list(rows)


def retire(demo: Demo, file_name: str, *, back: bool = False) -> None:
    """Take a version back, or give it again."""
    assert demo.parts is not None
    with demo.parts.gate.acting(SYSTEM, Right.OPERATE) as action:
        version = action.session.scalars(select(DocumentVersion).where(DocumentVersion.file_name == file_name)).one()
        version.retired_at = None if back else action.now


def embargo(demo: Demo, file_name: str) -> None:
    assert demo.parts is not None
    with demo.parts.gate.acting(SYSTEM, Right.OPERATE) as action:
        for release in action.session.scalars(
            select(Release)
            .join(DocumentVersion, DocumentVersion.id == Release.version_id)
            .where(DocumentVersion.file_name == file_name)
        ):
            release.visible_from = action.now + timedelta(minutes=5)


def old_answer(demo: Demo, where: str, passage: int, person: str = PERSON) -> Message:
    """A message with the buttons of an answer that cited this passage."""
    ws = demo.playground.workspace
    buttons = [button(kind, f"source.{kind}.1", str(passage)) for kind in ("open", "page")]
    with ws.lock:
        place = people.dm_id(ws.world.person(person).id) if where == "dm" else people.conversation_id(where)
        body = posting.app_body(ws, "TBRIGHTPATH", "An answer", blocks=[actions(*buttons)])
        post = posting.add(ws, ws.conversation(place), body)
    return next(m for m in demo.driver.messages(where, person) if m.ts == post.ts)


def opened(demo: Demo, passage: int, person: str = PERSON, where: str = PLACE) -> tuple[dict[str, Any], str]:
    """The modal that the source's button opens, and its words."""
    demo.driver.press(person, old_answer(demo, where, passage, person), "source.open.1")
    demo.driver.wait_until_quiet()
    (view,) = demo.driver.views(person)
    return view, demo.driver.text_of(view)


def pictures_in(messages: tuple[Message, ...]) -> list[dict[str, Any]]:
    return [file for message in messages for file in message.body.get("files") or []]


def test_a_source_opens_with_what_stands_around_it(demo: Demo) -> None:
    first, second, third = passages_of(demo, "northwall-datasheet-fw120-v3.0.pdf")[:3]

    view, words = opened(demo, second.id)

    assert "version 3.0, page 1 of 3, effective from 5 Oct 2026" in words
    assert second.text.split("\n")[0] in words
    assert first.text[-40:] in words
    assert third.text[:40] in words
    assert "Superseded" not in words
    assert view["title"]["text"] == "Source"


def test_a_superseded_source_says_so_and_names_what_holds(demo: Demo) -> None:
    file = "northwall-datasheet-fw120-v2.3.pdf"
    retire(demo, file, back=True)
    passage = passages_of(demo, file)[1]

    _, words = opened(demo, passage.id)

    assert "Superseded on 5 Oct 2026." in words
    assert "Version 3.0 holds instead." in words


def test_the_page_is_shown_in_the_form_and_sent_directly(demo: Demo) -> None:
    passage = passages_of(demo, "northwall-datasheet-fw120-v3.0.pdf")[1]
    view, _ = opened(demo, passage.id)
    mark = demo.driver.mark()

    demo.driver.press(PERSON, view, "source.page.1")
    demo.driver.wait_until_quiet()

    heard = demo.driver.heard(mark, PERSON, PLACE)
    shown = demo.driver.views(PERSON)[-1]
    picture = next(block for block in shown["blocks"] if block["type"] == "image")
    (sent,) = pictures_in(heard.private)
    assert not heard.public
    assert picture["slack_file"]["id"] == sent["id"]
    assert "page 1 of 3, the cited passage is marked" in demo.driver.text_of(shown)


def test_a_page_asked_for_among_others_goes_to_the_person_alone(demo: Demo) -> None:
    passage = passages_of(demo, "northwall-datasheet-fw120-v3.0.pdf")[1]
    message = old_answer(demo, PLACE, passage.id)
    mark = demo.driver.mark()

    demo.driver.press(PERSON, message, "source.page.1")
    demo.driver.wait_until_quiet()

    heard = demo.driver.heard(mark, PERSON, PLACE)
    (direct,) = [m for m in heard.private if m.body.get("files")]
    image = Image.open(io.BytesIO(demo.driver.file(direct, "page-1.png")))
    assert not heard.public
    assert "I sent you the page in our direct conversation." in heard.private_text
    assert (image.format, max(image.size)) == ("PNG", 1600)


def test_a_sheet_has_no_page_to_show(demo: Demo) -> None:
    passage = passages_of(demo, "northwall-optics-matrix-2026-10.xlsx")[0]

    view, words = opened(demo, passage.id)

    assert "cannot be shown" not in words
    assert "source.page.1" not in str(view)


def test_after_a_document_is_taken_back_its_old_buttons_refuse_kindly(demo: Demo) -> None:
    file = "northwall-datasheet-fw120-v3.0.pdf"
    passage = passages_of(demo, file)[1]
    message = old_answer(demo, PLACE, passage.id)
    retire(demo, file)
    mark = demo.driver.mark()

    demo.driver.press(PERSON, message, "source.page.1")
    demo.driver.press(PERSON, message, "source.open.1")
    demo.driver.wait_until_quiet()

    heard = demo.driver.heard(mark, PERSON, PLACE)
    assert "This source cannot be shown" in heard.private_text
    assert "This source cannot be shown" in demo.driver.text_of(demo.driver.views(PERSON)[-1])
    assert not pictures_in((*heard.public, *heard.private))


def test_an_embargo_holds_when_the_button_is_pressed(demo: Demo) -> None:
    file = "northwall-datasheet-fw120-v3.0.pdf"
    passage = passages_of(demo, file)[1]
    embargo(demo, file)

    _, words = opened(demo, passage.id)

    assert passage.text[:40] not in words
    assert "This source cannot be shown" in words


def test_who_is_not_meant_reads_the_same_words_as_for_a_source_that_never_was(demo: Demo) -> None:
    secret = passages_of(demo, "northwall-brightpath-distribution-agreement.docx")[0]

    _, hidden = opened(demo, secret.id)
    demo.reset()
    _, nothing = opened(demo, 999_999)

    assert hidden == nothing


def test_the_one_who_presses_counts_not_the_one_who_asked(demo: Demo) -> None:
    passage = passages_of(demo, "northwall-roadmap-wireless-2027-nda.pptx")[0]

    _, words = opened(demo, passage.id, "calder.sales", "dm")

    assert "This source cannot be shown" in words


def test_in_german_the_source_is_german(demo: Demo) -> None:
    passage = passages_of(demo, "northwall-datasheet-fw120-v3.0.pdf")[1]

    _, words = opened(demo, passage.id, "alpenrock.sales", "dm")

    assert "Version 3.0, Seite 1 von 3, gültig ab 05.10.2026" in words
