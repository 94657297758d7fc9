"""Mail with attachments, and ZIP archives: what is in them, read one after the other."""

import email
import email.policy
import io
import re
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import replace
from email.message import Message, MIMEPart
from pathlib import PurePosixPath

from channel.errors import UnreadableFile
from ingest.readers import outlook
from ingest.readers.encodings import decoded
from ingest.readers.web import read_html
from knowledge.documents import Part, ReadDocument

EML = "message/rfc822"
MSG = "application/vnd.ms-outlook"
ZIP = "application/zip"
MAIL_HEAD = ("From", "To", "Cc", "Date", "Subject")
PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"BM", b"II*\0", b"MM\0*")
"""How pictures begin; in mail they are logos and signatures."""
MOST_MEMBERS = 500
MOST_BYTES = 200 * 1024 * 1024
MOST_EXPANSION = 200

Reader = Callable[[bytes, str], ReadDocument]


def read_eml(content: bytes, name: str, read: Reader) -> ReadDocument:
    """The head, the body and the attachments of a mail; a mail in a mail is one of its attachments."""
    message = email.message_from_bytes(content, policy=email.policy.default)
    head = "\n".join(f"{key}: {value}" for key in MAIL_HEAD if (value := _header(message, key)))
    section = (_header(message, "Subject") or name,)
    parts = [Part("text", head, section)] if head else []
    body = message.get_body(preferencelist=("plain", "html"))
    if body is not None:
        text = _text_of(body)
        if body.get_content_type() == "text/html":
            parts += [replace(p, section=section + p.section) for p in read_html(text.encode(), name).parts]
        elif text.strip():
            parts += [Part("text", p.strip(), section) for p in re.split(r"\n\s*\n", text) if p.strip()]
    members = [_attachment(part) for part in message.iter_attachments()]
    return _with_members(name, EML, parts, [(n, c) for n, c in members if c], read)


def _header(message: MIMEPart, key: str) -> str:
    try:
        return " ".join(str(message[key] or "").split())
    except (ValueError, TypeError, AttributeError, LookupError):
        return ""


def _text_of(part: MIMEPart) -> str:
    """The words of a part, also where it names an encoding that there is not."""
    try:
        return str(part.get_content())
    except (LookupError, ValueError):
        payload = part.get_payload(decode=True)
        return decoded(payload, "mail") if isinstance(payload, bytes) else ""


def _attachment(part: MIMEPart) -> tuple[str, bytes]:
    name = part.get_filename() or "attachment"
    if part.get_content_type() == EML:
        inner = part.get_payload()
        whole = inner[0].as_bytes() if isinstance(inner, list) and inner and isinstance(inner[0], Message) else b""
        return (name if name.lower().endswith(".eml") else f"{name}.eml"), whole
    payload = part.get_payload(decode=True)
    return name, payload if isinstance(payload, bytes) else b""


def read_msg(content: bytes, name: str, read: Reader) -> ReadDocument:
    """The same of an Outlook message."""
    message = outlook.load(content)
    members: list[tuple[str, bytes]] = []
    parts = list(_outlook(message, name, members))
    return _with_members(name, MSG, parts, members, read)


def _outlook(message: outlook.Message, name: str, members: list[tuple[str, bytes]]) -> Iterator[Part]:
    """Head and body of a message and of those within it; their attachments are added to `members`."""
    sent = message.sent.isoformat(" ", "minutes") if message.sent else ""
    said = (("From", message.sender), ("To", message.to), ("Date", sent), ("Subject", message.subject))
    section = (message.subject or name,)
    if head := "\n".join(f"{key}: {value}" for key, value in said if value):
        yield Part("text", head, section)
    if message.body:
        yield from (Part("text", p.strip(), section) for p in re.split(r"\n\s*\n", message.body) if p.strip())
    elif message.html:
        yield from (replace(p, section=section + p.section) for p in read_html(message.html, name).parts)
    members += message.attachments
    for inner in message.inner:
        yield from _outlook(inner, name, members)


def read_zip(content: bytes, name: str, read: Reader) -> ReadDocument:
    """Everything in an archive; members that are protected or of another kind are named in warnings.

    Raises:
        UnreadableFile: when it is broken, protected as a whole, or would unpack to too much.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            entries = [e for e in archive.infolist() if not e.is_dir() and not _is_clutter(e.filename)]
            _check(entries, name, len(content))
            members = list(_members(archive, entries, name))
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, zlib.error) as error:
        raise UnreadableFile(
            f"{name} is broken: I cannot open the archive.", "Pack it again and send it anew."
        ) from error
    if not entries:
        raise UnreadableFile(f"{name} holds no files.", "Pack the documents into it and send it again.")
    locked = [PurePosixPath(e.filename).name for e in entries if e.flag_bits & 1]
    if len(locked) == len(entries):
        raise UnreadableFile(f"{name} is protected by a password.", "Send it without one.")
    document = _with_members(name, ZIP, [], members, read)
    said = tuple(f"{member} is protected by a password, so I left it out. ({name})" for member in locked)
    return replace(document, warnings=said + document.warnings)


def _is_clutter(path: str) -> bool:
    """What packing programs leave behind."""
    return path.startswith("__MACOSX/") or PurePosixPath(path).name in (".DS_Store", "Thumbs.db", "desktop.ini")


def check_expansion(content: bytes, name: str) -> None:
    """Refuse an archive (an office file is one, too) that would unpack to too much.

    Raises:
        UnreadableFile: naming it.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            _check(archive.infolist(), name, len(content))
    except zipfile.BadZipFile:
        return


def _check(entries: list[zipfile.ZipInfo], name: str, packed: int) -> None:
    total = sum(entry.file_size for entry in entries)
    if len(entries) > MOST_MEMBERS * 20 or total > MOST_BYTES or total > max(packed, 4096) * MOST_EXPANSION:
        raise UnreadableFile(
            f"{name} would unpack to far more than a document holds, so I did not open it.",
            "Send the documents in it one by one.",
        )


def _members(archive: zipfile.ZipFile, entries: list[zipfile.ZipInfo], name: str) -> Iterator[tuple[str, bytes]]:
    if len(entries) > MOST_MEMBERS:
        raise UnreadableFile(f"{name} holds {len(entries)} files; I read up to {MOST_MEMBERS}.", "Send it in parts.")
    for entry in entries:
        if not entry.flag_bits & 1:
            with archive.open(entry) as member:
                yield entry.filename, member.read(entry.file_size + 1)


def _with_members(
    name: str, media_type: str, parts: list[Part], members: list[tuple[str, bytes]], read: Reader
) -> ReadDocument:
    warnings: list[str] = []
    pages = 1
    refused: UnreadableFile | None = None
    for number, (member, content) in enumerate(members, 1):
        short = PurePosixPath(member).name
        if media_type != ZIP and content.startswith(PICTURES):
            continue
        try:
            inner = read(content, short)
        except UnreadableFile as refusal:
            warnings.append(refusal.message if refusal.message.endswith(")") else f"{refusal.message} ({name})")
            refused = refusal
            continue
        pages = max(pages, number)
        parts.append(Part("text", short, (short,)))
        parts += [replace(p, section=(short, *p.section)) for p in inner.parts]
        warnings += inner.warnings
    if refused is not None and not parts:
        raise UnreadableFile(" ".join(warnings[:3]), refused.next_step)
    return ReadDocument(name, media_type, pages, tuple(parts), tuple(warnings))
