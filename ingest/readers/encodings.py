"""Bytes as text, whatever wrote them."""

from charset_normalizer import from_bytes

from channel.errors import UnreadableFile

WESTERN = frozenset("äöüÄÖÜßéèêëàâçñóíáúåæøÅÆØœîïôûÉÈÀÇÑ€£§°²³µ½±×–—‘’“”„…•·«»©®™")
CENTRAL = frozenset("ěščřžýáíéúůťďňľĺŕąęłńśźżćőűäöüßĚŠČŘŽÝÁÍÉÚŮŤĎŇĽĄĘŁŃŚŹŻĆŐŰÄÖÜ€§°–—‘’“”„…•×")
MANY_HIGH = 0.22
MOSTLY = 0.7
SAMPLE = 200_000


def decoded(content: bytes, name: str) -> str:
    """Text of any encoding: Unicode by its mark or by trying, else the likeliest of the old ones.

    Raises:
        UnreadableFile: when the bytes are no text.
    """
    for encoding in _unicode(content):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    old = _old(content)
    if old is None:
        raise UnreadableFile(f"{name} is no text I can read.", "Save it as UTF-8 and send it again.")
    return content.decode(old, errors="replace")


def _unicode(content: bytes) -> tuple[str, ...]:
    if content.startswith((b"\xff\xfe\0\0", b"\0\0\xfe\xff")):
        return ("utf-32",)
    if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return ("utf-16",)
    head = content[:2000]
    if head[1::2].count(0) > len(head) // 4:
        return ("utf-16-le",)
    if head[0::2].count(0) > len(head) // 4:
        return ("utf-16-be",)
    return ("utf-8-sig",)


def _old(content: bytes) -> str | None:
    """An encoding from before Unicode: European ones by their letters, others by what the text looks like in them."""
    sample = content[:SAMPLE]
    high = [byte for byte in sample if byte >= 0x80]  # noqa: PLR2004 - beyond ASCII
    if len(high) < MANY_HIGH * len(sample):
        known = {name: [c for c in _as(high, name) if c in letters] for name, letters in EUROPEAN.items()}
        likeliest = max(known, key=lambda name: sum(1 + c.isalpha() for c in known[name]))
        if len(known[likeliest]) >= MOSTLY * len(high):
            return likeliest
    best = from_bytes(sample).best()
    return best.encoding if best is not None else None


def _as(high: list[int], encoding: str) -> str:
    return bytes(high).decode(encoding, errors="replace")


EUROPEAN = {"cp1252": WESTERN, "cp1250": CENTRAL, "iso8859_2": CENTRAL, "cp850": WESTERN, "mac_roman": WESTERN}
