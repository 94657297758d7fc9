"""Interchanges at random are read back as they were written; broken ones are refused and nothing else."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st
from writing import edifact, x12

from ingest.edi.edifact import read_edifact
from ingest.edi.faults import EdiRefused
from ingest.edi.reading import read
from ingest.edi.segments import Marks
from ingest.edi.x12 import read_x12

SAMPLES = tuple(path.read_bytes() for path in sorted((Path(__file__).parent / "samples").iterdir()))
SIGNS = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~\x1c\x1d\x1e\x1f\n"
TAGS = st.from_regex(r"\A(?!ISA|IEA|GS|GE|ST|SE|UN)[A-Z][A-Z0-9]{1,2}\Z")
WORDS = st.text(st.characters(min_codepoint=32, max_codepoint=255, exclude_categories=["Cc", "Zs"]), max_size=12)
COMPOSITES = st.lists(WORDS, min_size=1, max_size=4)
BODIES = st.lists(st.tuples(TAGS, st.lists(COMPOSITES, min_size=1, max_size=5)), max_size=6)
Body = Sequence[tuple[str, Sequence[Sequence[str]]]]


@st.composite
def marks(draw: st.DrawFn, *, release: bool) -> Marks:
    signs = draw(st.lists(st.sampled_from(SIGNS), min_size=5, max_size=5, unique=True))
    component, element, terminator, repetition, escape = signs
    return Marks(component, element, terminator, repetition, escape if release else "")


def told(bodies: Sequence[Body], kind: Sequence[str]) -> list[list[list[str | Sequence[str]]]]:
    return [[[*kind], *([tag, *elements] for tag, elements in body)] for body in bodies]


def trimmed(body: Body) -> list[tuple[str, list[list[str]]]]:
    return [(tag, [list(element) for element in elements]) for tag, elements in body]


@settings(deadline=None)
@given(st.lists(BODIES, min_size=1, max_size=3), marks(release=True))
def test_an_edifact_interchange_comes_back_as_it_was_written(bodies: list[Body], signs: Marks) -> None:
    text = edifact(told(bodies, ["INVRPT", "96A"]), signs, syntax="UNOY")
    messages = read_edifact(text.encode())[0].messages

    back = [[(each.tag, [list(e[0]) for e in each.elements]) for each in message.body] for message in messages]
    assert back == [trimmed(body) for body in bodies]
    assert all(len(element) == 1 for message in messages for each in message.body for element in each.elements)


@settings(deadline=None)
@given(st.lists(BODIES, min_size=1, max_size=3), marks(release=False))
def test_an_x12_interchange_comes_back_as_it_was_written(bodies: list[Body], signs: Marks) -> None:
    taken = {signs.component, signs.element, signs.terminator, signs.repetition}
    free = [
        [(tag, [["".join(c for c in word if c not in taken) for word in each] for each in elements])
         for tag, elements in body]
        for body in bodies
    ]  # fmt: skip
    messages = read_x12(x12(told(free, ["846"]), signs).encode())[0].messages

    back = [[(each.tag, [list(e[0]) for e in each.elements]) for each in message.body] for message in messages]
    assert back == [trimmed(body) for body in free]


@settings(deadline=None)
@given(st.lists(COMPOSITES, min_size=2, max_size=4), marks(release=True))
def test_repetitions_of_an_element_are_told_apart(repeated: list[list[str]], signs: Marks) -> None:
    joined = signs.repetition.join(
        signs.component.join(
            "".join(signs.release + c if c in signs_of(signs) else c for c in word) for word in composite
        )
        for composite in repeated
    )
    text = edifact([[["INVRPT", "96A"], ["FTX", "MARK"]]], signs, syntax="UNOY").replace("MARK", joined, 1)
    element = read_edifact(text.encode())[0].messages[0].body[0].elements[0]

    assert [list(components) for components in element] == repeated


def signs_of(signs: Marks) -> str:
    return signs.component + signs.element + signs.terminator + signs.repetition + signs.release


@settings(max_examples=400, deadline=None)
@given(st.sampled_from(SAMPLES), st.data())
def test_broken_bytes_are_read_or_refused_and_never_fail_otherwise(content: bytes, data: st.DataObject) -> None:
    broken = bytearray(content)
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(broken) - 1))
        how = data.draw(st.sampled_from(["change", "cut", "drop", "double", "insert"]))
        upto = data.draw(st.integers(at, min(len(broken), at + 40)))
        if how == "change":
            broken[at] = data.draw(st.integers(0, 255))
        elif how == "cut":
            del broken[at + 1 :]
        elif how == "drop":
            del broken[at:upto]
        elif how == "double":
            broken[at:at] = broken[at:upto]
        else:
            broken[at:at] = data.draw(st.binary(max_size=6))
        if not broken:
            break
    only_refused(bytes(broken))


@settings(max_examples=300, deadline=None)
@given(st.sampled_from([b"ISA*", b"UNA:+.? '", b"UNB+UNOC:3+", b"UNA", b""]), st.binary(max_size=200))
def test_any_bytes_behind_a_beginning_are_read_or_refused(beginning: bytes, rest: bytes) -> None:
    only_refused(beginning + rest)


KNOWN = ["LIN", "QTY", "DTM", "N1", "N4", "SDQ", "SCH", "PTD", "LOC", "NAD", "PRI", "CUX", "RNG", "RFF", "PIA", "INV"]
QUALIFIERS = ["33", "17", "63", "184", "017", "WH", "MG", "MF", "EN", "SS", "32", "76", "ST", "145", "198", "132", "28"]
CODES = [*QUALIFIERS, "18", "AAA", "2", "EUR", "20261124", "99999999", "718", "303", "1", "-1", "9" * 30, "²", "٣", ""]
LOOSE = st.lists(
    st.tuples(
        st.sampled_from(KNOWN),
        st.lists(st.lists(st.sampled_from(CODES), min_size=1, max_size=4), min_size=1, max_size=8),
    ),
    max_size=12,
)


@settings(max_examples=400, deadline=None)
@given(st.sampled_from(["846", "867"]), st.sampled_from([["BIA"], ["BPT"]]), LOOSE)
def test_any_segments_in_a_whole_x12_envelope_are_read_or_refused(kind: str, begin: list[str], body: Body) -> None:
    head = [*begin, "00", "DD", "1", "20261124"] if begin == ["BIA"] else [*begin, "00", "1", "20261124"]
    only_refused(x12([[[kind], head, *([tag, *elements] for tag, elements in body)]]).encode())


@settings(max_examples=400, deadline=None)
@given(st.sampled_from([["INVRPT", "96A"], ["INVRPT", "01B"], ["PRICAT", "96A"]]), LOOSE)
def test_any_segments_in_a_whole_edifact_envelope_are_read_or_refused(kind: list[str], body: Body) -> None:
    head: list[list[str | Sequence[str]]] = [["BGM", "35", "1", "9"], ["NAD", "SU", ["northwall", "", "92"]]]
    lines = [[tag, *elements] for tag, elements in body]
    only_refused(edifact([[kind, *head, *lines]], syntax="UNOY").encode())


def only_refused(content: bytes) -> None:
    try:
        read(content, "broken.edi")
    except EdiRefused as refusal:
        told = refusal
    else:
        return
    assert told.faults
    assert told.message
    assert told.said("de")[0]
