"""The form of a draft: every field, wrong ones named in place; the shortcut; and changing a draft in words."""

from __future__ import annotations

from chat import Chat, sheet

OLIVER, LENA, NADIA = "northwall.marketing", "alpenrock.sales", "brightpath.partner"
FILE = ("fw120-v3.7.md", sheet(("Noise at 1 m", "39 dB(A)")))


def test_wrong_fields_are_named_in_the_form_and_what_was_typed_stays(chat: Chat) -> None:
    card = chat.drop(OLIVER, FILE)
    sent = chat.edit(
        OLIVER,
        card,
        {
            "title": "FW120 in racks",
            "version": "3.0",
            "mpns": "NW-FW1200",
            "territories": "DE, Mordor",
            "valid_to": "2026-01-01",
            "audience": "organisation",
        },
    )

    assert set(sent.errors) == {"version", "mpns", "territories", "valid_to", "organisation"}
    assert "Perhaps NW-FW120?" in sent.errors["mpns"]
    assert "FW120 rack firewall" in chat.again(OLIVER, card).text


def test_what_is_typed_is_what_gets_published(chat: Chat) -> None:
    card = chat.drop(OLIVER, FILE)
    sent = chat.edit(
        OLIVER,
        card,
        {
            "title": "FW120 in racks",
            "version": "4",
            "replaces": "none",
            "kind": "sales_sheet",
            "language": "de",
            "mpns": "nw-fw120, NW-FW60",
            "audience": "partners",
            "territories": "DACH, Norway",
            "min_tier": "2",
            "nda": ["yes"],
            "effective_from": "2026-12-01",
            "visible_day": "2026-12-01",
            "visible_time": "10:30",
            "zone": "Europe/London",
        },
    )
    assert sent.errors == {}
    shown = chat.again(OLIVER, card)
    for words in (
        "Publish “FW120 in racks”?",
        "nothing, a new document",
        "1 Dec 2026, 10:30 (London, GMT)",
        "Silver and up",
    ):
        assert words in shown.text
    chat.press(OLIVER, shown, "draft.confirm")

    version = chat.version("4", "FW120 in racks")
    releases = chat.releases(version)
    assert version.mpns == ["NW-FW120", "NW-FW60"]
    assert {r.territory for r in releases} == {"DE", "AT", "CH", "NO"}
    assert {(r.audience, r.min_rank, r.nda) for r in releases} == {("partners", 2, True)}
    assert {f"{r.visible_from:%Y-%m-%d %H:%M}" for r in releases} == {"2026-12-01 10:30"}
    assert chat.version("3.0").superseded_on is None


def test_a_distributor_is_asked_only_what_it_can_say(chat: Chat) -> None:
    card = chat.drop(NADIA, ("hours.md", b"# Opening hours\n\nWe open at seven.\n"))
    chat.driver.press(NADIA, card, "draft.edit")
    names = {block.get("block_id") for block in chat.driver.views(NADIA)[-1]["blocks"]}

    assert {"title", "audience", "organisation"} <= names
    assert not names & {"lines", "territories", "min_tier"}


def test_the_shortcut_takes_files_and_words(chat: Chat) -> None:
    chat.driver.shortcut(OLIVER, "publish_document")
    (view,) = chat.driver.views(OLIVER)
    file = chat.driver.upload(OLIVER, FILE)
    since = chat.driver.mark()
    chat.driver.submit(view, {"files": [file], "words": "new datasheet, valid from 1 December"})
    chat.driver.wait_until_quiet(60)

    card = chat.driver.heard(since, OLIVER, "dm").public[-1]
    assert "Publish “FW120 rack firewall”?" in card.text
    assert "1 Dec 2026" in card.text


def test_a_reseller_reads_why_the_shortcut_is_not_for_them(chat: Chat) -> None:
    chat.driver.shortcut(LENA, "publish_document")
    (view,) = chat.driver.views(LENA)

    assert "not part of your role" in chat.driver.text_of(view) or "nicht zu Ihrer Rolle" in chat.driver.text_of(view)


def test_words_change_a_draft_that_waits(chat: Chat) -> None:
    chat.drop(OLIVER, FILE)
    card = chat.card(OLIVER, "publish it for DACH partners on 15 December 2026, silver and above")

    for words in ("Silver and up", "15 Dec 2026", "Germany"):
        assert words in card.text
    assert "live" in chat.ask(OLIVER, "yes") or chat.version("3.7")
    assert {r.min_rank for r in chat.releases(chat.version("3.7"))} == {2}


def test_without_a_file_it_asks_for_one(chat: Chat) -> None:
    assert "Drop the file here" in chat.ask(OLIVER, "please publish a new document")
