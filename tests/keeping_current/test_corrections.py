"""A reader says what is wrong; its publisher decides; the document stays as it is until then."""

from __future__ import annotations

import re

from sqlalchemy import select

from bot.playground.demo import Demo
from bot.playground.driver import Heard, Message
from channel.access.identifying import system_viewer
from channel.access.rights import Right
from channel.tables.documents import Correction, Passage
from channel.tables.journal import AuditEntry

SYSTEM = system_viewer("deadlines", frozenset({Right.OPERATE}))
READER, PUBLISHER, STRANGER = "alpenrock.sales", "northwall.marketing", "vaultline.marketing"
WORDS = "the SW48P datasheet is wrong, the PoE budget is 750 W and not 740 W"


def corrections(demo: Demo) -> list[Correction]:
    assert demo.parts is not None
    with demo.parts.gate.acting(SYSTEM, Right.OPERATE) as action:
        rows = list(action.session.scalars(select(Correction).order_by(Correction.id)))
        action.session.expunge_all()
    return rows


def news(demo: Demo, person: str) -> Message:
    """The last message of the app to a person."""
    demo.driver.wait_until_quiet()
    return [m for m in demo.driver.messages("dm", person) if m.is_app][-1]


def pressed(demo: Demo, person: str, action: str) -> Message:
    demo.driver.press(person, news(demo, person), action)
    return news(demo, person)


def reported(demo: Demo) -> Heard:
    drafted = demo.driver.ask(READER, "dm", WORDS)
    pressed(demo, READER, "draft.confirm")
    return drafted


def test_a_suggestion_is_shown_with_its_passage_and_goes_to_the_publishers_once_confirmed(demo: Demo) -> None:
    drafted = demo.driver.ask(READER, "dm", WORDS)
    assert "750 W" in drafted.text
    assert "740" in drafted.text
    assert "stays as it is" in drafted.text
    assert corrections(demo) == []

    done = pressed(demo, READER, "draft.confirm")
    assert "COR-0001" in done.text
    told = news(demo, PUBLISHER)
    assert "Alpenrock" in told.text
    assert "750 W" in told.text
    assert [row.state for row in corrections(demo)] == ["open"]


def test_the_document_keeps_its_words(demo: Demo) -> None:
    assert demo.parts is not None

    def texts() -> list[str]:
        assert demo.parts is not None
        with demo.parts.gate.acting(SYSTEM, Right.OPERATE) as action:
            return list(action.session.scalars(select(Passage.text).order_by(Passage.id)))

    before = texts()
    reported(demo)
    assert texts() == before


def test_the_publisher_accepts_with_a_word_and_the_reporter_reads_it(demo: Demo) -> None:
    reported(demo)
    demo.driver.press(PUBLISHER, news(demo, PUBLISHER), "correction.accepted")
    (view,) = demo.driver.views(PUBLISHER)
    demo.driver.submit(view, {"note": "Thank you, the next revision says it."})
    pressed(demo, PUBLISHER, "draft.confirm")
    answer = news(demo, READER)
    assert "COR-0001" in answer.text
    assert "angenommen" in answer.text
    assert "the next revision says it" in answer.text


def test_keeping_it_needs_a_reason(demo: Demo) -> None:
    reported(demo)
    demo.driver.press(PUBLISHER, news(demo, PUBLISHER), "correction.declined")
    (view,) = demo.driver.views(PUBLISHER)
    refused = demo.driver.submit(view, {"note": "  "})
    assert refused.errors
    demo.driver.submit(view, {"note": "740 W was measured with both supplies."})
    pressed(demo, PUBLISHER, "draft.confirm")
    assert "740 W was measured" in news(demo, READER).text
    assert [row.state for row in corrections(demo)] == ["declined"]


def test_the_same_confirmation_twice_reports_once(demo: Demo) -> None:
    demo.driver.ask(READER, "dm", WORDS)
    demo.driver.press(READER, news(demo, READER), "draft.confirm")
    demo.driver.ask(READER, "dm", "yes")
    demo.driver.ask(READER, "dm", "yes")
    assert len(corrections(demo)) == 1
    assert demo.parts is not None
    with demo.parts.gate.acting(SYSTEM, Right.OPERATE) as action:
        audited = select(AuditEntry).where(AuditEntry.action == "correction.reported")
        assert len(list(action.session.scalars(audited))) == 1


def test_from_an_open_source_the_form_names_the_passage(demo: Demo) -> None:
    asked = demo.driver.ask(READER, "dm", "Which PoE standard does the AP7 need?")
    card = [m for m in asked.public if any(b["type"] == "actions" for b in m.blocks)][-1]
    demo.driver.press(READER, card, "source.open.1")
    demo.driver.press(READER, demo.driver.views(READER)[-1], "source.wrong.1")
    form = demo.driver.views(READER)[-1]
    demo.driver.submit(form, {"suggestion": "It runs on 802.3at with reduced radios."})
    drafted = news(demo, READER)
    assert "reduced radios" in drafted.text
    assert demo.driver.views(READER) == []


def test_another_vendor_neither_hears_of_it_nor_can_answer(demo: Demo) -> None:
    reported(demo)
    seen = demo.driver.messages("dm", STRANGER)
    assert not any(re.search(r"COR-|750", message.text) for message in seen)
    heard = demo.driver.ask(STRANGER, "dm", "COR-0001")
    assert "750" not in heard.text
