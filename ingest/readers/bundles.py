"""Mail with attachments, and ZIP archives: what is in them, read one after the other."""

import email
import email.policy
import io
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import PurePosixPath

from channel.errors import UnreadableFile
from ingest.readers.web import read_html
from knowledge.documents import Part, ReadDocument

EML = "message/rfc822"
MSG = "application/vnd.ms-outlook"
ZIP = "application/zip"
MOST_MEMBERS = 500
MOST_BYTES = 200 * 1024 * 1024
MOST_EXPANSION = 200

Reader = Callable[[bytes, str], ReadDocument]


def read_eml(content: bytes, name: str, read: Reader) -> ReadDocument:
    """The head, the body and the attachments of a mail."""
    message = email.message_from_bytes(content, policy=email.policy.default)
    head = "\n".join(f"{key}: {message[key]}" for key in ("From", "To", "Date", "Subject") if message[key])
    section = (str(message["Subject"] or name),)
    parts = [Part("text", head, section)]
    body = message.get_body(preferencelist=("plain", "html"))
    if body is not None:
        text = body.get_content()
        if body.get_content_type() == "text/html":
            parts += [replace(p, section=section + p.section) for p in read_html(text.encode(), name).parts]
        elif text.strip():
            parts.append(Part("text", text.strip(), section))
    members = [
        (part.get_filename() or "attachment", part.get_payload(decode=True)) for part in message.iter_attachments()
    ]
    return _with_members(name, EML, parts, [(n, c) for n, c in members if isinstance(c, bytes)], read)


def read_msg(content: bytes, name: str, read: Reader) -> ReadDocument:
    """The same of an Outlook message."""
    from oxmsg import Message

    message = Message.load(io.BytesIO(content))
    head = "\n".join(
        f"{key}: {value}" for key, value in (("From", message.sender), ("Subject", message.subject)) if value
    )
    section = (message.subject or name,)
    parts = [Part("text", head, section)] if head else []
    if message.body and message.body.strip():
        parts.append(Part("text", message.body.strip(), section))
    members = [(a.file_name or "attachment", a.file_bytes) for a in message.attachments]
    return _with_members(name, MSG, parts, [(n, c) for n, c in members if c], read)


def read_zip(content: bytes, name: str, read: Reader) -> ReadDocument:
    """Everything in an archive.

    Raises:
        UnreadableFile: when it is broken, protected, or would unpack to too much.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            members = list(_members(archive, name, len(content)))
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError) as error:
        if "password" in str(error) or "encrypted" in str(error):
            raise UnreadableFile(f"{name} is protected by a password.", "Send it without one.") from error
        raise UnreadableFile(
            f"{name} is broken: I cannot open the archive.", "Pack it again and send it anew."
        ) from error
    return _with_members(name, ZIP, [], members, read)


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


def _members(archive: zipfile.ZipFile, name: str, packed: int) -> Iterator[tuple[str, bytes]]:
    entries = [e for e in archive.infolist() if not e.is_dir() and not e.filename.startswith("__MACOSX/")]
    _check(entries, name, packed)
    if len(entries) > MOST_MEMBERS:
        raise UnreadableFile(f"{name} holds {len(entries)} files; I read up to {MOST_MEMBERS}.", "Send it in parts.")
    for entry in entries:
        with archive.open(entry) as member:
            yield entry.filename, member.read(MOST_BYTES + 1)


def _with_members(
    name: str, media_type: str, parts: list[Part], members: list[tuple[str, bytes]], read: Reader
) -> ReadDocument:
    warnings: list[str] = []
    pages = 1
    for number, (member, content) in enumerate(members, 1):
        short = PurePosixPath(member).name
        try:
            inner = read(content, short)
        except UnreadableFile as refusal:
            warnings.append(f"{refusal.message} ({name})")
            continue
        pages = max(pages, number)
        parts += [replace(p, section=(short, *p.section)) for p in inner.parts]
        warnings += inner.warnings
    return ReadDocument(name, media_type, pages, tuple(parts), tuple(warnings))
