"""The packed XML that DOCX, PPTX and XLSX are: opened without entities, in the common dialect."""

import io
import re
import zipfile
import zlib

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
TYPES = "[Content_Types].xml"
KINDS = (
    (re.compile(rb"wordprocessingml\.(?:document|template)\.main|ms-word\.\w+\.macroEnabled\w*\.main"), "word"),
    (re.compile(rb"presentationml\.(?:presentation|slideshow|template)\.main|ms-powerpoint\.\w+\.\w+\.main"), "slides"),
    (
        re.compile(rb"spreadsheetml\.(?:sheet|template)\.main|ms-excel\.(?:sheet|template)\.macroEnabled\.main"),
        "sheets",
    ),
    (re.compile(rb"ms-excel\.sheet\.binary"), "binary sheets"),
)
SHOW = re.compile(rb"(presentationml\.)(?:slideshow|template)(\.main\+xml)")
DOCTYPE = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/main}"


def kind(content: bytes) -> str:
    """What a package is: "word", "slides", "sheets", another word for what is not read, or nothing for a plain ZIP."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = set(archive.namelist())
            if TYPES in names:
                types = archive.read(TYPES)
                return next((name for mark, name in KINDS if mark.search(types)), "")
            if "mimetype" in names and archive.read("mimetype").startswith(b"application/vnd.oasis.opendocument"):
                return "OpenDocument"
            return "iWork" if "Index/Document.iwa" in names else ""
    except (zipfile.BadZipFile, RuntimeError, OSError, EOFError, NotImplementedError, zlib.error):
        return ""


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
        if not any(STRICT in part or SHOW.search(part) for part in parts.values()):
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
    return SHOW.sub(rb"\1presentation\2", xml)
