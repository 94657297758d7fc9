"""Interchanges written for the tests: any marks, counts and control numbers right unless a test makes them wrong."""

from __future__ import annotations

from collections.abc import Sequence

from ingest.edi.segments import Marks

Composite = Sequence[str]
Told = Sequence[str | Composite]
"""A segment: its name, then elements, each a word or its components."""
X12_MARKS = Marks(">", "*", "~", "^")
EDIFACT_MARKS = Marks(":", "+", "'", "", "?")


def segment(told: Told, marks: Marks) -> str:
    return marks.element.join(element(each, marks) for each in told) + marks.terminator


def element(told: str | Composite, marks: Marks) -> str:
    components = [told] if isinstance(told, str) else told
    return marks.component.join(released(each, marks) for each in components)


def released(word: str, marks: Marks) -> str:
    if not marks.release:
        return word
    signs = [marks.component, marks.element, marks.terminator, marks.release, marks.repetition]
    return "".join(marks.release + sign if sign and sign in signs else sign for sign in word)


def x12(
    messages: Sequence[Sequence[Told]], marks: Marks = X12_MARKS, *, version: str = "00501", usage: str = "P"
) -> str:
    """Transaction sets, each from BIA or BPT on with its kind as the first word of a leading pseudo-segment."""
    lead = ["ISA", "00", " " * 10, "00", " " * 10, "ZZ", "BRIGHTPATH".ljust(15), "ZZ", "TIERDESK".ljust(15)]
    tail = ["261124", "0600", marks.repetition or "U", version, "000000417", "0", usage, marks.component]
    lines = [marks.element.join([*lead, *tail]) + marks.terminator]
    lines.append(segment(["GS", "IB", "BRIGHTPATH", "TIERDESK", "20261124", "0600", "417", "X", "005010"], marks))
    for number, (kind, *body) in enumerate(messages, 1):
        reference = f"{number:04}"
        lines.append(segment(["ST", str(kind[0]), reference], marks))
        lines.extend(segment(told, marks) for told in body)
        lines.append(segment(["SE", str(len(body) + 2), reference], marks))
    lines.append(segment(["GE", str(len(messages)), "417"], marks))
    lines.append(segment(["IEA", "1", "000000417"], marks))
    return "\n".join(lines)


def edifact(
    messages: Sequence[Sequence[Told]], marks: Marks = EDIFACT_MARKS, *, syntax: str = "UNOC", decimal: str = "."
) -> str:
    """Messages, each led by its kind and release as a pseudo-segment."""
    service = f"UNA{marks.component}{marks.element}{decimal}{marks.release or ' '}{marks.repetition or ' '}"
    lines = [service + marks.terminator]
    sender = ["UNB", [syntax, "3"], ["4012345000009", "14"], ["TIERDESK", "ZZ"], ["261124", "0600"], "417"]
    lines.append(segment(sender, marks))
    for number, (kind, *body) in enumerate(messages, 1):
        lines.append(segment(["UNH", str(number), [str(kind[0]), "D", str(kind[1]), "UN"]], marks))
        lines.extend(segment(told, marks) for told in body)
        lines.append(segment(["UNT", str(len(body) + 2), str(number)], marks))
    lines.append(segment(["UNZ", str(len(messages)), "417"], marks))
    return "\n".join(lines)
