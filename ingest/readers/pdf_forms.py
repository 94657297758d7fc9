"""What PDFs hold besides drawn words: values of form fields, and pages whose words stand on their side."""

import io
from typing import Any

SIDEWAYS = 0.6
LONGEST_VALUE = 4_000
MOST_FIELDS = 2_000


def upright(content: bytes) -> bytes:
    """The PDF with every page turned so that most of its words read from left to right; most files as they are."""
    import pypdfium2  # type: ignore[import-untyped]  # it ships no types
    import pypdfium2.raw as pdfium  # type: ignore[import-untyped]  # see above

    try:
        pdf = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError:
        return content
    with pdf:
        turned = False
        for page in pdf:
            turn = _turn(page, pdfium)
            if turn:
                page.set_rotation((page.get_rotation() + turn) % 360)
                turned = True
            page.close()
        if not turned:
            return content
        file = io.BytesIO()
        pdf.save(file)
        return file.getvalue()


def _turn(page: Any, pdfium: Any) -> int:  # noqa: ANN401 - pypdfium2 is untyped
    """By how many degrees clockwise the page must be turned further."""
    text = page.get_textpage()
    count = text.count_chars()
    angles: dict[int, int] = {}
    for index in range(0, count, max(1, count // 400)):
        angle = pdfium.FPDFText_GetCharAngle(text, index)
        if angle >= 0:
            degrees = round(angle * 57.29578 / 90) * 90 % 360
            angles[degrees] = angles.get(degrees, 0) + 1
    text.close()
    if not angles:
        return 0
    degrees, most = max(angles.items(), key=lambda pair: pair[1])
    if most < SIDEWAYS * sum(angles.values()):
        return 0
    return int(-degrees - page.get_rotation()) % 360


def filled_fields(pdf: Any) -> dict[int, str]:  # noqa: ANN401 - pdfplumber is untyped
    """What was filled into form fields, by page: a line each, "label: value"."""
    lines: dict[int, list[str]] = {}
    if "AcroForm" not in pdf.doc.catalog:
        return {}
    for page in pdf.pages:
        for note in page.annots[:MOST_FIELDS]:
            label, value = _field(note["data"])
            if value:
                lines.setdefault(page.page_number, []).append(f"{label}: {value}" if label else value)
    return {number: "\n".join(found) for number, found in lines.items()}


def _field(data: Any) -> tuple[str, str]:  # noqa: ANN401 - see above
    """The label and value of a field; both may be said by the field that it is a part of."""
    from pdfminer.pdftypes import resolve1

    label = value = ""
    kind: Any = None
    for _ in range(4):
        if not isinstance(data, dict):
            break
        label = label or _text(resolve1(data.get("TU"))) or _text(resolve1(data.get("T")))
        value = value or _text(resolve1(data.get("V")))
        kind = kind or resolve1(data.get("FT"))
        data = resolve1(data.get("Parent"))
    if kind is None or value.casefold() in ("off", "none"):
        return "", ""
    return label.strip(), value[:LONGEST_VALUE].strip()


def _text(value: Any) -> str:  # noqa: ANN401 - see above
    from pdfminer.psparser import PSLiteral
    from pdfminer.utils import decode_text

    if isinstance(value, bytes):
        return decode_text(value)
    if isinstance(value, PSLiteral):
        return str(value.name)
    return value if isinstance(value, str) else ""
