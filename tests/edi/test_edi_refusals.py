"""What is wrong with a file is said by segment, in both languages, and nothing of it is taken."""

from __future__ import annotations

from pathlib import Path

import pytest
from writing import Told, edifact, x12

from ingest.edi.faults import WORDS, EdiFault, EdiRefused
from ingest.edi.reading import read

SAMPLES = Path(__file__).parent / "samples"
X12 = (SAMPLES / "northwall_846.x12").read_text(encoding="utf-8")
EDIFACT = (SAMPLES / "northwall_invrpt_d96a.edi").read_text(encoding="latin-1")


def refused(text: str | bytes) -> EdiRefused:
    content = text if isinstance(text, bytes) else text.encode()
    with pytest.raises(EdiRefused) as caught:
        read(content, "file.edi")
    return caught.value


def codes(text: str | bytes) -> list[str]:
    return [fault.code for fault in refused(text).faults]


def inventory(*line: Told) -> str:
    return x12([[["846"], ["BIA", "00", "DD", "1", "20261124"], *line]])


def resale(*detail: Told) -> str:
    return x12([[["867"], ["BPT", "00", "1", "20261123"], *detail]])


def prices(*line: Told) -> str:
    head: list[Told] = [["BGM", "9", "L-1", "9"], ["NAD", "SU", ["northwall", "", "92"]]]
    return edifact([[["PRICAT", "96A"], *head, *line]])


@pytest.mark.parametrize(
    ("right", "wrong", "code"),
    [
        ("SE*23*0001", "SE*22*0001", "count"),
        ("SE*23*0001", "SE*23*0009", "reference"),
        ("GE*2*417", "GE*1*417", "count"),
        ("GE*2*417", "GE*2*418", "reference"),
        ("IEA*1*000000417", "IEA*2*000000417", "count"),
        ("IEA*1*000000417", "IEA*1*000000418", "reference"),
        ("QTY*33*83*EA~\n", "", "count"),
        ("SE*23*0001~\n", "", "place"),
        ("GE*2*417~\n", "", "place"),
        ("IEA*1*000000417~\n", "", "cut_off"),
        ("*0*P*>", "*0*T*>", "test"),
        ("*0*P*>", "*0*P**", "header"),
        ("ZZ*BRIGHTPATH ", "ZZ*BRIGHTPATH", "header"),
        ("ST*846*0001", "ST*850*0001", "message"),
        ("BIA*00*DD*NW-20261124-1", "BIA*13*DD*NW-20261124-1", "purpose"),
        ("QTY*33*83*EA", "QTY*33*83.5*EA", "no_whole"),
        ("QTY*33*83*EA", "QTY*33*-83*EA", "below_zero"),
        ("QTY*33*83*EA", "QTY*33*83*CA", "unit"),
        ("DTM*017*20261202", "DTM*017*20261302", "no_day"),
        ("LIN*1*MG*NW-FW60*BP*40-1001", "LIN*1*BP*40-1001", "no_item"),
        ("LIN*1*MG*NW-FW60*BP*40-1001", "LIN*1*EN*4006381333932", "gtin"),
        ("QTY*17*86*EA~", "q*17*86*EA~", "tag"),
    ],
)
def test_what_is_wrong_with_an_x12_file_is_found(right: str, wrong: str, code: str) -> None:
    assert right in X12
    assert code in codes(X12.replace(right, wrong, 1))


@pytest.mark.parametrize(
    ("right", "wrong", "code"),
    [
        ("UNT+20+1", "UNT+99+1", "count"),
        ("UNT+20+1", "UNT+20+2", "reference"),
        ("UNZ+1+417", "UNZ+2+417", "count"),
        ("UNZ+1+417", "UNZ+1+418", "reference"),
        ("UNZ+1+417'", "", "cut_off"),
        ("UNT+20+1'\n", "", "place"),
        ("UNA:+.? '", "UNA::.? '", "marks"),
        ("INVRPT:D:96A", "INVRPT:D:99B", "message"),
        ("INVRPT:D:96A", "ORDERS:D:96A", "message"),
        ("BGM+35+INV-20261124+9", "BGM+35+INV-20261124+1", "purpose"),
        ("QTY+145:86:PCE", "QTY+145:many:PCE", "no_whole"),
        ("LOC+18+KRE::92", "LOC+7+KRE::92", "no_warehouse"),
        ("QTY+145:24:PCE'\n", "QTY+145:24:PCE", "count"),
    ],
)
def test_what_is_wrong_with_an_edifact_file_is_found(right: str, wrong: str, code: str) -> None:
    assert right in EDIFACT
    assert code in codes(EDIFACT.replace(right, wrong))


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (inventory(["LIN", "", "MG", "A-1"], ["QTY", "33", "1"]), "no_warehouse"),
        (inventory(["LIN", "", "MG", "A-1"], ["N1", "WH", "", "92", "VEN"], ["QTY", "27", "1"]), "no_quantity"),
        (inventory(["LIN", "", "MG", "A-1"]), "no_quantity"),
        (inventory(), "empty"),
        (inventory(["DTM", "184", "20261124", "0600", "XX"], ["LIN", "", "MG", "A-1"], ["QTY", "33", "1"]), "no_day"),
        (resale(), "empty"),
        (resale(["PTD", "SS", "003", "20261101"]), "no_quantity"),
        (resale(["PTD", "QQ"], ["QTY", "32", "1"], ["LIN", "", "MG", "A"]), "transfer"),
        (resale(["PTD", "SS", "003", "20261101"], ["QTY", "32", "1"], ["LIN", "", "MG", "A"]), "no_country"),
        (
            resale(
                ["PTD", "SS"], ["N1", "ST", "X"], ["N4", "", "", "", "DE"], ["QTY", "32", "1"], ["LIN", "", "MG", "A"]
            ),
            "no_sale_day",
        ),
        (prices(["LIN", "1", "", ["A", "MF"]], ["PRI", ["AAA", "1"]]), "no_territory"),
        (prices(["LOC", "28", "DE"], ["LIN", "1", "", ["A", "MF"]], ["PRI", ["AAA", "1"]]), "no_currency"),
        (prices(["CUX", ["2", "EUX"]]), "currency"),
        (
            prices(["LOC", "28", "DE"], ["CUX", ["2", "EUR"]], ["LIN", "1", "", ["A", "MF"]], ["PRI", ["AAA", "1"]]),
            "no_start",
        ),
        (
            prices(
                ["LOC", "28", "DE"], ["CUX", ["2", "EUR"]], ["LIN", "1", "", ["A", "MF"]], ["PRI", ["AAA", "0.00001"]]
            ),
            "no_amount",
        ),
        (prices(["LOC", "28", "DE"], ["LIN", "1", "", ["A", "MF"]], ["PRI", ["AAF", "1"]]), "no_price"),
        (edifact([[["PRICAT", "96A"], ["BGM", "9", "1", "9"], ["LIN", "1"]]]), "no_vendor"),
        ("UNB+UNOC:3+\xfc'", "cut_off"),
        (b"UNB+UNOY:3+\xff\xfe+B'", "characters"),
        ("hello", "no_interchange"),
        ("", "no_interchange"),
    ],
)
def test_what_a_file_lacks_is_said(text: str | bytes, code: str) -> None:
    assert codes(text) == [code]


def test_the_words_name_segment_what_is_wrong_and_what_to_do_in_both_languages() -> None:
    refusal = refused(X12.replace("SE*23*0001", "SE*22*0001"))

    assert refusal.message == (
        "file.edi: Segment 25 (SE): says 22 segments, but there are 23; something is missing or doubled, send the "
        "file again."
    )
    assert refusal.next_step == "Nothing was loaded; correct it and send it again."
    assert refusal.said("de")[0].startswith("file.edi: Segment 25 (SE): nennt 22 Segmente, es sind aber 23;")


def test_all_wrong_lines_are_found_and_the_first_three_are_shown() -> None:
    refusal = refused(X12.replace("*EA~", "*CA~"))

    assert [fault.tag for fault in refusal.faults] == ["QTY"] * 4
    assert [fault.segment for fault in refusal.faults] == sorted(fault.segment for fault in refusal.faults)
    assert refusal.message.count("Segment ") == 3
    assert f"And {len(refusal.faults) - 3} more." in refusal.message


def test_nothing_is_taken_from_a_file_with_one_message_that_is_not_loaded() -> None:
    both = X12.replace("ST*846*0002", "ST*850*0002")

    assert [fault.facts for fault in refused(both).faults] == [("850",)]


@pytest.mark.parametrize("code", sorted(WORDS))
def test_each_fault_has_words_in_both_languages(code: str) -> None:
    fault = EdiFault(code, 14, "QTY", ("segments", "b", "c"))

    assert fault.said("en").startswith("Segment 14 (QTY): ")
    assert fault.said("de") != fault.said("en")
