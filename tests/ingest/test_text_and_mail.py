from __future__ import annotations

from email.message import EmailMessage

import pytest
from made_files import packed

from channel.errors import UnreadableFile
from ingest.reading import read_here


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("Größe;Preis\nübergroß;1.184,50\n", "utf-16"),
        ("Größe;Preis\nübergroß;1.184,50\n", "utf-16-le"),
        ("Größe;Preis\nübergroß;1.184,50\n", "cp1252"),
        ("Größe;Preis\nübergroß;1.184,50\n", "cp850"),
        ("Größe;Preis\nübergroß;1.184,50\n", "utf-8-sig"),
        ("Název;Cena\nPřístupový bod šedý;1 184,50 Kč\n", "cp1250"),
        ("製品名,価格\n無線アクセスポイント,一万円\n有線ルーター,二万円\n", "shift_jis"),
    ],
)
def test_text_of_old_encodings_is_read(text: str, encoding: str) -> None:
    separator = ";" if ";" in text else ","

    document = read_here(text.encode(encoding), "list.csv")

    assert document.parts[0].text == text.strip().replace(separator, " | ")


@pytest.mark.parametrize(
    ("content", "table"),
    [
        ("Part\tPrice\nFN-1\t1,5\nFN-2\t2,5", "Part | Price\nFN-1 | 1,5\nFN-2 | 2,5"),
        ("Part|Price\nFN-1|1,5\nFN-2|2,5", "Part | Price\nFN-1 | 1,5\nFN-2 | 2,5"),
        ("sep=;\nPart;Price\nFN-1;1,5", "Part | Price\nFN-1 | 1,5"),
        ('Part,Note\nFN-1,"two\nlines, one cell"', "Part | Note\nFN-1 | two lines, one cell"),
        (
            "Prices of May\nPart;Price;Unit\nFN-1;1,5;pc\nFN-2;2,5;pc",
            "Part | Price | Unit\nFN-1 | 1,5 | pc\nFN-2 | 2,5 | pc",
        ),
    ],
)
def test_separators_quotes_and_lines_before_the_header_are_found(content: str, table: str) -> None:
    parts = read_here(content.encode(), "list.csv").parts

    assert parts[-1].text == table
    assert parts[-1].header == table.splitlines()[0]


def test_rows_without_a_header_get_none() -> None:
    (table,) = read_here(b"FN-1;10,5;3\nFN-2;11,5;4\nFN-3;9,5;2\n", "bare.csv").parts

    assert table.header == ""


PAGE = b"""<html><head><meta charset="iso-8859-2"><title>Ceny</title></head><body>
<nav>Home</nav><script>evil()</script><p style="display:none">Unseen</p>
<div>Words in no paragraph, <b>all</b> of them</div>
<ul><li>Outer<ul><li>Inner</li></ul></li></ul>
<table><tr><th rowspan=2>Item</th><th colspan=2>P\xf8ehled</th></tr><tr><th>EUR</th><th>USD</th></tr>
<tr><td>A</td><td>1</td><td>2</td></tr></table></body></html>"""


def test_a_page_is_read_as_it_is_seen() -> None:
    document = read_here(PAGE, "page.html")

    assert [part.text for part in document.parts] == [
        "Ceny",
        "Words in no paragraph, all of them",
        "• Outer",
        "• Inner",
        "Item | Přehled EUR | Přehled USD\nA | 1 | 2",
    ]


def test_markup_nested_beyond_reason_keeps_its_words() -> None:
    deep = b"<html><body>" + b"<div>" * 3_000 + b"words" + b"</div>" * 3_000

    assert read_here(deep, "deep.html").text == "words"


def mail(subject: str, body: str) -> EmailMessage:
    message = EmailMessage()
    message["From"], message["Subject"] = "Eva <eva@example.com>", subject
    message.set_content(body)
    return message


def test_a_mail_in_a_mail_is_read_with_its_attachments() -> None:
    inner = mail("Prices", "See the list.")
    inner.add_attachment("Part;Price\nFN-1;1,5\n", subtype="csv", filename="list.csv")
    outer = mail("Fwd: Prices", "As promised.")
    outer.add_attachment(inner)

    text = read_here(outer.as_bytes(), "fwd.eml").text

    assert "Subject: Fwd: Prices" in text
    assert "See the list." in text
    assert "FN-1 | 1,5" in text


def test_a_bundle_names_what_it_left_out() -> None:
    document = read_here(
        packed({"../../etc/notes.txt": "Valid until March.", "tool.exe": b"MZ\0\0\0", "__MACOSX/x": b"\0"}), "all.zip"
    )

    assert [part.text for part in document.parts] == ["notes.txt", "Valid until March."]
    assert document.warnings == ("tool.exe is of a kind that I do not read. (all.zip)",)


def test_bundles_within_bundles_end_somewhere() -> None:
    content = packed({"notes.txt": "deep down"})
    for _ in range(6):
        content = packed({"inner.zip": content})

    with pytest.raises(UnreadableFile, match="packed too deeply"):
        read_here(content, "outer.zip")


def test_a_bundle_of_nothing_readable_is_refused() -> None:
    with pytest.raises(UnreadableFile, match=r"tool\.exe"):
        read_here(packed({"tool.exe": b"MZ\0\0\0"}), "tools.zip")
