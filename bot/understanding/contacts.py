"""Companies, places and contact people as registrations name them: in a sentence, a signature or a labelled line."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from bot.understanding.pasted import Pasted, load_rules
from bot.understanding.reading import Reading

_FORM: Final = (
    r"(?:(?:g?GmbH|gesmbh|Ges\.m\.b\.H\.|AG|SE|UG|KG|Ltd\.?|Limited|OHG)(?: ?& ?Co\.?(?: ?KG| ?OHG)?)?"
    r"|GmbH\b|KGaA|OG|e\.? ?G\.?|eGen|e\. ?V\."
    r"|e\.? ?U\.?|a\. ?G\.|plc|PLC|LLP|LP|CIC"
    r"|ASA|AS|A/S|ApS|AB|Oyj?|Inc\.?|Corp\.?|LLC|S\.p\.A\.|S\.A\.|SARL|SAS|B\.?V\.?|N\.?V\.?)"
)
_WORD: Final = r"[A-ZÄÖÜÅØÆ0-9][\w'’&.+/-]*"
_INNER: Final = r"(?:&|und|and|of|im|am|an der|der|die|des|für|for|in|zu|St\.)"
_COMPANY: Final = re.compile(rf"(?<![\w@.-]){_WORD}(?:[ ](?:{_WORD}|{_INNER})){{0,6}}[ ]{_FORM}(?![\w-])")
_DOTTED: Final = re.compile(r"\w\.\w\.$")
_COMPANY_LINE: Final = re.compile(rf"(?<![\w@.-]){_WORD}(?:[ ](?:{_WORD}|{_INNER}))*[ ]{_FORM}(?=\s*(?:[,|·;-]|$))")
_COUNTRY_MARK: Final = r"(?:[A-Z]{1,2}[ -])?"
_POSTCODE_GB: Final = re.compile(r"\b([A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2})\b")
_EIRCODE: Final = re.compile(r"\b([ACDEFHKNPRTVWXY]\d[\dW] ?[0-9AC-FHKNPRTV-Y]{4})\b")
_TOWN: Final = (
    r"[A-ZÄÖÜÅØÆ][^\W\d]+(?:[ -](?:am|an der|im|in|bei|ob der|de|le|upon|on)[ -][A-ZÄÖÜÅØÆ][^\W\d]+"
    r"|[ -][A-ZÄÖÜÅØÆ][^\W\d]+){0,2}"
)
_COUNTRY_BEHIND: Final = re.compile(r"[A-Z]{2}")
_CODE_TOWN: Final = re.compile(rf"(?<![\w.,/-])({_COUNTRY_MARK})(\d{{4,5}}|\d{{3}} \d{{2}})[ ,]{{1,2}}({_TOWN})")
_TOWN_CODE: Final = re.compile(rf"({_TOWN})[ ,]{{1,2}}{_COUNTRY_MARK}(\d{{4,5}})(?![\w.,]\d|\w)")
_LOWER_TOWN: Final = re.compile(r"(?<![\w.,])(\d{5}) ([^\W\d]{4,})(?!\w)")
_CODE_SAID: Final = re.compile(
    r"\b(?:post ?code|postal code|zip(?: code)?|plz|postleitzahl)\b\W*(?:is|ist)?\W*(\d{4,5})\b",
    re.IGNORECASE,
)
_IN_TOWN: Final = re.compile(
    rf"(?:(?:\bin|\bfrom|\baus|\bnach|\bin der|\bsitz)\s+|,\s+|\(\s*)({_TOWN})"
    r"(?=\s*(?:[,.:;)-]|$| (?:möchte|braucht|mit|for|with|and|und|\d)))"
)
_NUMBERS: Final = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"\b(ATU ?\d{8})\b",
        r"\b(CHE[-. ]?\d{3}[. ]?\d{3}[. ]?\d{3}(?: ?(?:MWST|TVA|IVA))?)\b",
        r"\b((?:DE|SI|FI|LU|HU|MT) ?\d{8,9})\b(?! ?EUR)",
        r"\b(IE ?\d[\dA-Z+*]\d{5}[A-Z]{1,2})\b",
        r"\b(GB ?\d{3} ?\d{4} ?\d{2})\b",
        r"\b(IT ?\d{11}|SE ?\d{12}|PL ?\d{10}|DK ?\d{8}|FR ?\w{2} ?\d{9}|NL ?\d{9}B\d{2}|BE ?0\d{9}|ES ?\w\d{7}\w)\b",
        r"\b(NO ?\d{3} ?\d{3} ?\d{3} ?MVA)\b",
        r"\b(HR[AB] ?\d{1,6}(?: [A-Z]{1,2}\b)?)",
        r"\b(FN ?\d{1,6} ?[a-z])\b",
        r"\borg(?:ani[sz]ation)?(?:s?nr|\.? ?(?:no|number|nr))?\.?\W{1,2}(?:is )?(\d{3} ?\d{3} ?\d{3}|\d{6}-\d{4})\b",
        r"\b(?:company|registration|registered)(?: (?:no|number|nr))\.?\W{1,3}((?:SC|NI|OC)?\d{6,8})\b",
        r"\bD-?U-?N-?S\W{1,3}(?:no\.?|number|nr\.?)?\W*(\d{2}-?\d{3}-?\d{4})\b",
    )
)
_EMAIL: Final = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_TITLE: Final = r"(?:(?:Dr|Prof|DI|Mag|Dipl|Ing|Mrs?|Ms|Miss|Frau|Herrn?|Fr|Hr)\.?(?:-Ing\.)?\s+)*"
_GIVEN: Final = r"[A-ZÄÖÜÅØÆ][^\W\d]+(?:-[A-ZÄÖÜÅØÆ][^\W\d]+)?"
_NAME: Final = rf"{_GIVEN}(?: (?:von|van|de|der|zu|[A-Z]\.))*(?: {_GIVEN}){{1,2}}"
_NAMED: Final = re.compile(rf"{_TITLE}({_NAME})")
_GAP: Final = 45


def company_of(reading: Reading, pasted: Pasted, named: str | None) -> dict[str, str]:
    """The customer: of a signature its company, in a sentence what has a legal form, else what its words name."""
    for line in pasted.signature:
        if found := _COMPANY_LINE.search(line):
            return {"customer": found.group().strip()}
    if pasted.labelled.get("customer"):
        return {"customer": pasted.labelled["customer"]}
    own = {mark.typed for mark in reading.marks.of("org")}
    for found in _COMPANY.finditer(reading.text):
        name = _without_leads(found, reading)
        if name and not any(part in name for part in own):
            return {"customer": name if _DOTTED.search(name) else name.rstrip(".")}
    return {"customer": named} if named else {}


def _without_leads(found: re.Match[str], reading: Reading) -> str:
    """The name without the verbs and nouns of registering before it: "Register", "Projektanmeldung"."""
    start = found.start()
    for word in reading.words:
        if word.end <= start or word.start >= found.end():
            continue
        leads = {"opener", "courtesy"} & word.kinds or word.folded in load_rules()["leads"]
        if word.start <= start + 1 and leads and word.end < found.end():
            start = word.end + 1
    return reading.text[start : found.end()].strip(" ,:;")


def place_of(reading: Reading, pasted: Pasted, customer: str | None) -> dict[str, str]:
    """Postcode, city and country mark: of the labelled address, the signature, else the sentence."""
    labelled = " ".join(filter(None, (pasted.labelled.get("postcode"), pasted.labelled.get("address"))))
    for text in (labelled, "\n".join(pasted.signature)):
        if text and (found := _place_in(text, [])):
            return found | _named_country(text, reading)
    text = reading.text.replace(customer, " " * len(customer)) if customer else reading.text
    return _place_in(text, _taken(reading))


def _taken(reading: Reading) -> list[tuple[int, int]]:
    """Where other things stand than places."""
    kinds = ("money", "date", "mpn", "product", "deal", "order", "email", "serial", "pct")
    return [(mark.start, mark.end) for mark in reading.marks.of(*kinds)]


def _place_in(text: str, taken: list[tuple[int, int]]) -> dict[str, str]:
    def free(found: re.Match[str], group: int) -> bool:
        return all(found.end(group) <= start or found.start(group) >= end for start, end in taken)

    for pattern in (_POSTCODE_GB, _EIRCODE):
        for code in pattern.finditer(text):
            if free(code, 1):
                town = _beside(text, code)
                return {"postcode": code[1], **({"city": town} if town else {})}
    for found in _CODE_TOWN.finditer(text):
        if free(found, 2) and free(found, 3):
            country = {"A": "AT", "D": "DE", "CH": "CH", "N": "NO", "S": "SE", "F": "FR"}.get(found[1].strip(" -"))
            return {"postcode": found[2], "city": _trimmed(found[3]), **({"country": country} if country else {})}
    for found in _TOWN_CODE.finditer(text):
        if free(found, 2) and free(found, 1):
            return {"postcode": found[2], "city": found[1]}
    lower = _LOWER_TOWN.search(text)
    if lower and free(lower, 2) and free(lower, 1):
        return {"postcode": lower[1], "city": lower[2]}
    said = _CODE_SAID.search(text)
    town = next((hit[1] for hit in _IN_TOWN.finditer(text) if free(hit, 1) and not _ordinary(hit[1])), "")
    return {**({"postcode": said[1]} if said else {}), **({"city": _trimmed(town)} if town else {})}


def _trimmed(town: str) -> str:
    """A town without a word or the mark of a country after it."""
    words = town.split(" ")
    while len(words) > 1 and (_ordinary(words[-1]) or _COUNTRY_BEHIND.fullmatch(words[-1])):
        words.pop()
    return " ".join(words)


def _beside(text: str, found: re.Match[str]) -> str:
    """The town right before or after a British or Irish postcode."""
    before = re.search(rf"({_TOWN})[ ,]{{1,2}}$", text[: found.start()])
    after = re.match(rf"[ ,]{{1,2}}({_TOWN})(?=\s*(?:[,.:;)\n]|$))", text[found.end() :])
    town = after[1] if after else before[1] if before else ""
    return "" if _ordinary(town) or re.search(_FORM + "$", town) else town


def _named_country(text: str, reading: Reading) -> dict[str, str]:
    """The country that a signature or address names; only names that the reading knows as territories."""
    known = {mark.typed.casefold(): str(mark.value) for mark in reading.marks.of("territory")}
    words = {line.strip().casefold() for part in text.split("\n") for line in part.split(",")}
    code = next((known[word] for word in words if word in known), None)
    return {"country": code} if code else {}


def register_number_in(text: str) -> str:
    """The first VAT, register, organisation or DUNS number written in a text."""
    for pattern in _NUMBERS:
        if found := pattern.search(text):
            return found[1].strip()
    return ""


def role_in(text: str) -> str:
    """The first job title in a text, as written."""
    found = _role().search(text)
    return found.group().strip() if found else ""


def contact_of(reading: Reading, pasted: Pasted, named: str | None) -> dict[str, str]:
    """The contact with role and address: a mail's sender; else the name beside an address, a role or "contact"."""
    found: dict[str, str] = {}
    if pasted.is_letter:
        found = _of_letter(pasted)
        if found.get("contact_name") and found.get("contact_email"):
            return found
    text = reading.text
    email = next((mark for mark in reading.marks.of("email")), None)
    if email is not None:
        found.setdefault("contact_email", str(email.value))
    name, role = _in_sentence(text, email.start if email else None)
    name = name or (named or "")
    if name:
        found.setdefault("contact_name", name)
    if role:
        found.setdefault("contact_role", role)
    return found


def _of_letter(pasted: Pasted) -> dict[str, str]:
    written = _EMAIL.search("\n".join(pasted.signature))
    address = pasted.address or (written.group().lower() if written else "")
    sender = " ".join(part.strip() for part in reversed(pasted.sender.split(",")))
    signed = next((hit for line in pasted.signature[:2] if (hit := _NAMED.match(line))), None)
    name = _NAMED.search(sender) or signed
    role = next((title for line in pasted.signature if (title := role_in(_beside_company(line)))), "")
    pairs = (("contact_name", name[1] if name else ""), ("contact_role", role), ("contact_email", address))
    return {field: value for field, value in pairs if value}


def _beside_company(line: str) -> str:
    return _COMPANY_LINE.sub(" ", line)


def _in_sentence(text: str, address: int | None) -> tuple[str, str]:
    """Name and role: those before the address, else after a role or a word such as "contact"."""
    role = _role()
    leads = "|".join(sorted(map(re.escape, load_rules()["contact_leads"]), key=len, reverse=True))
    if address is not None:
        before = text[max(0, address - 2 * _GAP) : address]
        clause = re.split(r"[.;:](?=\s)(?<!Dr\.)(?<!Prof\.)|\n", before)[-1]
        names = [hit for hit in _NAMED.finditer(_masked(clause, role)) if not _ordinary(hit[1])]
        if names:
            near = text[max(0, address - 2 * _GAP) :][: 2 * _GAP + 2]
            return names[-1][1], _role_beside(near, names[-1][1], text)
        name = r"(?:dr\.? |prof\.? |frau |herr )?([^\W\d]{2,} [^\W\d]{2,})\W*$"
        lower = re.search(rf"(?:{leads})\W+{name}", before, re.IGNORECASE)
        if lower and lower[1].split()[0].casefold() not in {"is", "ist"}:
            return lower[1], ""
    after = re.search(rf"(?<!\w)(?:{leads})(?!\w)\W+(?:is |ist |the |der |die |our )?", text, re.IGNORECASE)
    for start in filter(None, [after.end() if after else None, *(hit.end() for hit in role.finditer(text))]):
        rest = re.match(r"\W*(?:is |ist |heißt )?", text[start:])
        at = start + (rest.end() if rest else 0)
        if titled := role.match(text, at):
            at = titled.end() + 1
        named = _NAMED.match(text, at)
        if named and not _ordinary(named[1]):
            return named[1], _role_beside(text, named[1], text)
    return "", ""


def _masked(text: str, role: re.Pattern[str]) -> str:
    """Roles and companies give way, their places kept."""
    for pattern in (role, _COMPANY):
        text = pattern.sub(lambda found: "·" * len(found.group()), text)
    return text


def _ordinary(name: str) -> bool:
    return any(word.casefold() in load_rules()["no_names"] for word in name.split())


def _role_beside(near: str, name: str, text: str) -> str:
    """The role written right before or after a name."""
    at = text.rfind(name)
    if at < 0:
        return role_in(near)
    after = re.match(r"\W{1,3}(?:[\w.+-]+@\S+\W{1,3})?", text[at + len(name) :])
    start = at + len(name) + (after.end() if after else 0)
    following = _role().match(text, start)
    if following:
        return following.group()
    before = text[max(0, at - _GAP) : at]
    hits = list(_role().finditer(before))
    if hits and re.fullmatch(r"\W*(?:is|ist|heißt|(?:Dr|Prof|Frau|Herr|Mr|Mrs|Ms)\.?)?\W*", before[hits[-1].end() :]):
        return hits[-1].group()
    return ""


@lru_cache(maxsize=1)
def _role() -> re.Pattern[str]:
    roles = load_rules()["roles"]

    def either(key: str) -> str:
        return "|".join(sorted(map(re.escape, roles[key]), key=len, reverse=True))

    modifiers = rf"(?:(?:{either('modifiers')})[ -])"
    after = f"(?:{either('modifiers_after')})"
    of = rf"(?:{either('heads_of')})(?: (?:der |des )?{after}(?: {after})?)?"
    return re.compile(
        rf"(?<![\w@.-])(?:{modifiers}{{0,2}}(?:{of})|{modifiers}{{0,2}}(?:{either('heads')})(?: of \w+)?"
        rf"|[^\W\d]{{2,}}(?:{either('endings')})|IT-(?:{either('endings')})|(?:{either('whole')}))(?![\w@-])",
        re.IGNORECASE,
    )
