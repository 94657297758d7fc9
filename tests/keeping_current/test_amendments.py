"""A fact changes in every document: each passage is shown first, then each document has a new version at once."""

from __future__ import annotations

from sqlalchemy import select

from bot.playground.demo import Demo
from channel.access.identifying import system_viewer
from channel.access.rights import Right
from channel.tables.documents import DocumentVersion, Passage, Release
from channel.tables.journal import AuditEntry

SYSTEM = system_viewer("deadlines", frozenset({Right.OPERATE}))
VENDOR = "northwall.marketing"
ORDER = "change the PoE budget of the SW48P from 740 to 760 W in all documents"


def versions(demo: Demo) -> list[tuple[str, str, bool]]:
    """File, version and whether it was superseded, of all that were amended or superseded by that."""
    assert demo.parts is not None
    with demo.parts.gate.acting(SYSTEM, Right.OPERATE) as action:
        rows = action.session.scalars(select(DocumentVersion).order_by(DocumentVersion.id)).all()
        return [(r.file_name, r.version, r.superseded_on is not None) for r in rows]


def test_every_passage_is_shown_before_and_after_and_nothing_changes_before_the_confirmation(demo: Demo) -> None:
    before = versions(demo)
    shown = demo.driver.ask(VENDOR, "dm", ORDER).text
    assert "740" in shown
    assert "760" in shown
    assert "until you confirm" in shown
    assert versions(demo) == before


def test_once_confirmed_the_new_words_answer_and_the_old_ones_do_not(demo: Demo) -> None:
    demo.driver.ask(VENDOR, "dm", ORDER)
    done = demo.driver.ask(VENDOR, "dm", "yes").text
    assert "760 W" in done
    assert demo.parts is not None
    person = "alpenrock.presales"
    answer = demo.driver.ask(person, "dm", "PoE budget of NW-SW48P for all ports together, in the datasheet?").text
    assert "760" in answer


def test_the_new_version_has_the_same_audience_and_an_audit_entry(demo: Demo) -> None:
    demo.driver.ask(VENDOR, "dm", ORDER)
    demo.driver.ask(VENDOR, "dm", "yes")
    assert demo.parts is not None
    with demo.parts.gate.acting(SYSTEM, Right.OPERATE) as action:
        made = action.session.scalars(select(DocumentVersion).where(DocumentVersion.version.contains("rev."))).all()
        assert made
        for new in made:
            old = action.session.scalars(
                select(DocumentVersion).where(
                    DocumentVersion.document_id == new.document_id,
                    DocumentVersion.version == new.version.partition(" rev. ")[0],
                )
            ).one()
            assert old.superseded_on == demo.parts.clock.now().date()
            audience = [
                [
                    (r.audience, r.line_id, r.territory, r.min_rank, r.nda, r.visible_from)
                    for r in action.session.scalars(select(Release).where(Release.version_id == version.id))
                ]
                for version in (old, new)
            ]
            assert audience[0] == audience[1]
            words = [
                list(action.session.scalars(select(Passage.text).where(Passage.version_id == version.id)))
                for version in (old, new)
            ]
            assert len(words[0]) == len(words[1])
        audited = action.session.scalars(select(AuditEntry).where(AuditEntry.action == "document.amended")).all()
        assert len(audited) == len(made)


def test_undoing_brings_the_former_words_back(demo: Demo) -> None:
    before = versions(demo)
    demo.driver.ask(VENDOR, "dm", ORDER)
    done = demo.driver.ask(VENDOR, "dm", "yes").public[-1]
    demo.driver.press(VENDOR, done, "publication.undo")
    demo.driver.wait_until_quiet()
    demo.driver.ask(VENDOR, "dm", "yes")
    assert [row for row in versions(demo) if "rev." not in row[1] and "undone" not in row[1]] == before
    answer = demo.driver.ask("alpenrock.presales", "dm", "PoE budget of NW-SW48P in the datasheet?").text
    assert "740" in answer
    assert "760" not in answer


def test_a_name_is_replaced_in_german(demo: Demo) -> None:
    shown = demo.driver.ask(VENDOR, "dm", "Ersetze „Partner Desk“ durch „Partner Service“ in allen Dokumenten").text
    assert "Partner Service" in shown or "keine Stelle" in shown


def test_another_vendors_documents_stay_out_of_reach(demo: Demo) -> None:
    told = demo.driver.ask("vaultline.marketing", "dm", "replace “Northwall” with “Southwall” everywhere").text
    assert "Southwall Networks" not in told


def test_a_reseller_changes_nothing(demo: Demo) -> None:
    before = versions(demo)
    demo.driver.ask("alpenrock.sales", "dm", ORDER)
    demo.driver.ask("alpenrock.sales", "dm", "yes")
    assert versions(demo) == before


def test_a_fact_that_stands_nowhere_is_said_so(demo: Demo) -> None:
    told = demo.driver.ask(VENDOR, "dm", "the noise of the SW48P is now 12 dB, change it everywhere").text
    assert "no passage" in told


def test_a_change_that_names_its_document_stays_within_it(demo: Demo) -> None:
    shown = demo.driver.ask("halden.marketing", "dm", "replace 36 months by 30 months in the dealer guide").text
    assert "30 months" in shown
    assert "Halden Dealer Network guide" in shown
    assert "Drives, motors and spare parts" not in shown
    assert "dealer guide" not in shown
