"""Files that are broken, locked, empty, strange or hostile, and a reading process that hangs or dies."""

from __future__ import annotations

import io
import multiprocessing
import threading
import zipfile
from collections.abc import Iterator
from multiprocessing.process import BaseProcess

import docx
import pytest
from reportlab.pdfgen.canvas import Canvas  # type: ignore[import-untyped]

from bot.playground.demo import Demo
from channel.errors import UnreadableFile
from ingest.reading import MOST_BYTES, OLE, Reading


@pytest.fixture(scope="module")
def reading() -> Iterator[Reading]:
    opened = Reading()
    yield opened
    opened.close()


def pdf() -> bytes:
    file = io.BytesIO()
    canvas = Canvas(file)
    canvas.drawString(60, 700, "The fan runs at 31 dB.")
    canvas.save()
    return file.getvalue()


def word() -> bytes:
    paper, file = docx.Document(), io.BytesIO()
    paper.add_paragraph("Report within ten days.")
    paper.save(file)
    return file.getvalue()


def bomb(name: str) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive, archive.open(name, "w") as member:
        for _ in range(300):
            member.write(b"\0" * 1_000_000)
    return file.getvalue()


def nested(depth: int) -> bytes:
    content, name = b"words", "words.txt"
    for _ in range(depth):
        file = io.BytesIO()
        with zipfile.ZipFile(file, "w") as archive:
            archive.writestr(name, content)
        content, name = file.getvalue(), "inner.zip"
    return content


BAD = {
    "torn.pdf": (pdf()[:300], "broken"),
    "torn.docx": (word()[:2000], "broken"),
    "locked.docx": (OLE + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le"), "password"),
    "bomb.zip": (bomb("zeros.txt"), "unpack to far more"),
    "bomb.docx": (bomb("word/document.xml"), "unpack to far more"),
    "inner.zip": (nested(6), "packed too deeply"),
    "empty.xlsx": (b"", "is empty"),
    "blank.txt": (b"  \n\t\n", "no words"),
    "program.exe": (b"MZ\x90\0\x03\0\0\0", "kind that I do not read"),
    "old.doc": (OLE + b"\0" * 600, "old format"),
    "huge.pdf": (b"%PDF-" + b"\0" * MOST_BYTES, "up to 100 MB"),
}


@pytest.mark.parametrize("name", BAD)
def test_a_bad_file_is_refused_in_a_sentence_and_the_next_one_is_read(reading: Reading, name: str) -> None:
    content, words = BAD[name]
    with pytest.raises(UnreadableFile) as refused:
        reading.read(content, name)

    assert words in refused.value.message
    assert name in refused.value.message
    assert refused.value.next_step
    assert reading.read(b"Valid until March.", "good.txt").text == "Valid until March."


def processes() -> list[BaseProcess]:
    return [child for child in multiprocessing.active_children() if child.name == "reading"]


def test_after_a_process_that_was_killed_the_next_file_is_read() -> None:
    reading, before = Reading(), processes()
    assert reading.read(b"one", "one.txt").text == "one"
    (child,) = [child for child in processes() if child not in before]
    child.kill()
    child.join()

    assert reading.read(b"two", "two.txt").text == "two"
    reading.close()


def test_a_process_that_dies_over_a_file_is_reported_and_replaced() -> None:
    reading, before, asked = Reading(), processes(), threading.Event()
    refused: list[UnreadableFile] = []

    def read() -> None:
        asked.set()
        try:
            reading.read(b"words", "deadly.txt")
        except UnreadableFile as refusal:
            refused.append(refusal)

    reader = threading.Thread(target=read)
    reader.start()
    asked.wait()
    while not (children := [child for child in processes() if child not in before]):
        reader.join(0.005)
    children[0].kill()
    reader.join()

    assert "Reading deadly.txt failed" in refused[0].message
    assert reading.read(b"two", "two.txt").text == "two"
    reading.close()


def test_a_process_that_hangs_is_given_up() -> None:
    hasty = Reading(seconds=0.01)
    with pytest.raises(UnreadableFile, match=r"Reading slow\.docx took longer") as refused:
        hasty.read(word(), "slow.docx")
    hasty.close()

    assert "Split it" in refused.value.next_step


def test_a_file_in_a_conversation_is_declined_in_a_sentence(demo: Demo) -> None:
    mark = demo.driver.mark()
    demo.driver.say("alpenrock.sales", "dm", "please read this", files=[("torn.pdf", pdf()[:300])])
    demo.driver.wait_until_quiet()

    heard = demo.driver.heard(mark, "alpenrock.sales", "dm")
    assert len(heard.public) == 1
    assert "did not take that file" in heard.text
