"""The packed XML that DOCX, PPTX and XLSX are: opened without entities, in the common dialect."""

import io
import re
import zipfile

from lxml import etree

from channel.errors import UnreadableFile

STRICT = b"http://purl.oclc.org/ooxml/"
DIALECT = (
    (
        b"http://purl.oclc.org/ooxml/officeDocument/relationships",
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    ),
    (b"http://purl.oclc.org/ooxml/spreadsheetml/main", b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"),
    (
        b"http://purl.oclc.org/ooxml/wordprocessingml/main",
        b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    ),
    (b"http://purl.oclc.org/ooxml/presentationml/main", b"http://schemas.openxmlformats.org/presentationml/2006/main"),
    (b"http://purl.oclc.org/ooxml/drawingml/", b"http://schemas.openxmlformats.org/drawingml/2006/"),
)
DOCTYPE = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/main}"


def checked(content: bytes, name: str) -> bytes:
    """The package, in the common dialect if it is written in the strict one.

    Raises:
        UnreadableFile: when its XML defines entities, as only files made to do harm do.
    """
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = {entry: archive.read(entry) for entry in archive.infolist() if _is_xml(entry.filename)}
        if any(DOCTYPE.search(part[:8192]) for part in parts.values()):
            raise UnreadableFile(
                f"{name} defines entities in its XML, which a document never needs, so I did not open it.",
                "Export it again and send it anew.",
            )
        if not any(STRICT in part for part in parts.values()):
            return content
        file = io.BytesIO()
        with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as common:
            for entry in archive.infolist():
                common.writestr(entry.filename, _common(parts[entry]) if entry in parts else archive.read(entry))
        return file.getvalue()


def parsed(xml: bytes) -> etree._Element:
    """The root of a part's XML; nothing outside of it is looked at.

    Raises:
        XMLSyntaxError: when it is broken.
    """
    return etree.fromstring(xml, etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False))


def _is_xml(path: str) -> bool:
    return path.endswith((".xml", ".rels"))


def _common(xml: bytes) -> bytes:
    for strict, common in DIALECT:
        xml = xml.replace(strict, common)
    return xml
