"""Words in company names that `channel.matching` has to know: legal forms, translations, telling qualifiers.

All are written folded: lower case, without accents, `ae`, `oe` and `ue` as `a`, `o` and `u`.
"""

from typing import Final


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


SPELLED_FORMS: Final[dict[str, str]] = {
    "gesellschaft mit beschrankter haftung": "gmbh",
    "gemeinnutzige gmbh": "ggmbh",
    "public limited company": "plc",
    "limited liability partnership": "llp",
    "limited liability company": "llc",
    "limited partnership": "lp",
    "societas europaa": "se",
    "eingetragene genossenschaft": "eg",
    "eingetragener verein": "ev",
    "anstalt des offentlichen rechts": "aor",
    "societe anonyme": "sa",
    "societe a responsabilite limitee": "sarl",
    "societa per azioni": "spa",
    "sociedad anonima": "sa",
    "besloten vennootschap": "bv",
    "naamloze vennootschap": "nv",
    "sociedad limitada": "sl",
    "sa de cv": "sa",
    "s p a": "spa",
    "spolka z oo": "spzoo",
    "sp z oo": "spzoo",
    "общество с ограниченнои ответственностью": "ооо",
    "акционерное общество": "ао",
    "spolka akcyjna": "sa",
    "auf gegenseitigkeit": "ag",
    "ges mbh": "gmbh",
    "ges m b h": "gmbh",
    "gesellschaft mbh": "gmbh",
    "community interest company": "cic",
    "i ins": "",
    "i l": "",
    "in insolvenz": "",
    "in liquidation": "",
    "in administration": "",
    "in receivership": "",
    "class a": "publ",
    "class b": "publ",
    "class c": "publ",
}
"""Forms written in several words, to the short form."""

CAPITAL_FORMS: Final = _words(
    "gmbh ggmbh mbh ug ag se aktiengesellschaft ltd limited plc llc inc incorporated corp corporation company co "
    "sa sarl sas srl spa bv nv ab aktiebolag as aps asa oy oyj abp sl slu spzoo sro kft zrt doo dd eg ev aor ooo "
    "ооо ао зао оао ao zao oao pao cic gesmbh publ pty pte ehf hf ou uab sia"
)
PARTNERSHIP_FORMS: Final = _words(
    "kg ohg og kgaa llp lp gbr kommanditgesellschaft partnership ks cv snc vof da ans"
)
ANYWHERE_FORMS: Final = _words("gmbh ggmbh aktiengesellschaft aktiebolag kommanditgesellschaft publ")
"""Forms that are no other word, removed wherever they stand; the others at the end or the beginning."""

SMALL_WORDS: Final = _words("and und og och et the of der die das fur i de la for")

SAME_WORDS: Final[dict[str, str]] = {
    word: canonical
    for canonical, words in {
        "technology": "tech technologie technologien technologies teknologi teknologia technik technics tek",
        "international": "intl internat internationale internazionale",
        "holding": "hldg holdings hold",
        "group": "grp gruppe gruppen groupe konzern koncern gruppo group",
        "communication": "kommunikation communications communication kommunikasjon",
        "electronic": "elektronik electronics elektronikk elektroniikka elektronisch electronique",
        "electric": "elektrik elektro electrics electrical",
        "industry": "industrie industries industri ind industrial",
        "system": "systeme systems sys systemer",
        "service": "services servicegesellschaft serv",
        "solution": "solutions losungen",
        "software": "softwares",
        "machine": "maschine maschinen machines maskin masch",
        "manufacturing": "mfg manuf",
        "engineering": "eng engg ingenieur ingenieure",
        "automation": "automatisierung automasjon automatisation",
        "insurance": "versicherung versicherungen forsakring ins",
        "bank": "banken banque banca",
        "university": "universitat universite universitet uni univ",
        "hospital": "krankenhaus spital sykehus sjukhus hopital",
        "universityhospital": "universitatsklinikum uniklinik uniklinikum universitatsspital unispital",
        "kreiskrankenhaus": "kkh",
        "stadt": "landeshauptstadt hansestadt kreisstadt universitatsstadt",
        "deutsche": "dt deutscher deutsches",
        "osterreichische": "ost osterr osterreichischer osterreichisches",
        "academy": "academies akademie akademien",
        "clinic": "klinik klinikum kliniken clinics klinikken",
        "development": "developments entwicklung dev",
        "management": "mgmt mgt",
        "association": "assoc assn verband",
        "brother": "bros brothers gebruder gebr",
        "transport": "transporte transports transportation",
        "energy": "energie energi energia",
        "medical": "med medizin medizinische medicals",
        "research": "forschung",
        "logistic": "logistik logistics logistikk logistique",
        "trade": "handel handels trading",
        "street": "str strasse",
        "saint": "st sankt",
        "mountain": "mtn",
        "united kingdom": "uk britain",
        "germany": "deutschland allemagne",
        "austria": "osterreich autriche",
        "switzerland": "schweiz suisse svizzera",
        "france": "frankreich",
        "norway": "norge norwegen",
        "sweden": "sverige schweden",
        "denmark": "danmark danemark",
        "finland": "suomi finnland",
        "netherlands": "nederland niederlande holland",
        "ireland": "irland eire",
        "italy": "italia italien",
        "spain": "espana spanien",
        "poland": "polska polen",
        "europe": "europa",
    }.items()
    for word in words.split()
}
"""Translations, plurals and abbreviations of words that many names contain."""

COUNTRIES: Final = _words(
    "germany austria switzerland france norway sweden denmark finland netherlands ireland italy spain poland "
    "usa america japan china india mexico canada australia singapore asia"
)
GROUP_QUALIFIERS: Final = _words(
    "holding service immobilien eiendom fastighet fastigheter kiinteistot ejendomme property properties estate "
    "estates beteiligung beteiligungs beteiligungen vertrieb vertriebs verwaltung verwaltungs sales finance "
    "leasing investment investments invest pension stiftung foundation fund trust capital "
    "verwaltungsgesellschaft vertriebsgesellschaft grundbesitz"
)
"""Words that make another legal entity of the same name: a parent, a sister, a subsidiary."""

UNIT_WORDS: Final = _words(
    "niederlassung zweigniederlassung abteilung filiale standort branch department division werk avdeling filial"
)
"""From here on a name speaks of a part of the same company."""

LOCAL_WORDS: Final = _words(
    "volksbank raiffeisenbank sparkasse kreissparkasse stadtsparkasse bank spar kreditbank genossenschaftsbank "
    "stadtwerke gemeinde gemeindeverwaltung stadt stadtverwaltung landkreis kommune council clinic hospital "
    "apotheke feuerwehr schule grundschule gymnasium school kreiskrankenhaus stadtklinik stadtbad university "
    "hochschule"
)
"""Names that every town has: the same name in two towns is two organisations."""

CITY_NAMES: Final[dict[str, str]] = {
    name: city
    for city, names in {
        "munich": "munchen monaco",
        "cologne": "koln",
        "vienna": "wien",
        "nuremberg": "nurnberg",
        "hanover": "hannover",
        "brunswick": "braunschweig",
        "zurich": "zurigo",
        "geneva": "geneve genf ginevra",
        "basel": "basle bale basilea",
        "bern": "berne berna",
        "lucerne": "luzern",
        "copenhagen": "kobenhavn kopenhagen",
        "gothenburg": "goteborg",
        "helsinki": "helsingfors",
        "milan": "milano mailand",
        "rome": "roma rom",
        "turin": "torino",
        "florence": "firenze florenz",
        "venice": "venezia venedig",
        "naples": "napoli neapel",
        "prague": "praha prag",
        "warsaw": "warszawa warschau",
        "cracow": "krakow krakau",
        "brussels": "bruxelles brussel",
        "antwerp": "antwerpen anvers",
        "hague": "denhaag thehague sgravenhage",
        "lisbon": "lisboa lissabon",
        "seville": "sevilla",
        "moscow": "moskva moskau",
        "strasbourg": "strassburg",
        "luxembourg": "luxemburg",
        "dublin": "baileathacliath",
    }.items()
    for name in names.split()
}
"""Cities that have other names in other languages, folded and without spaces."""

CYRILLIC: Final[dict[str, str]] = dict(
    zip(
        "абвгдезийклмнопрстуфыэіґ",
        "abvgdeziiklmnoprstufyeig",
        strict=True,
    )
) | {
    "ё": "e",
    "ж": "zh",
    "х": "kh",
    "ц": "ts",
    "ч": "ch",
    "ш": "sh",
    "щ": "shch",
    "ю": "yu",
    "я": "ya",
    "є": "ye",
    "ї": "yi",
    "ъ": "",
    "ь": "",
}
GREEK: Final[dict[str, str]] = {
    **dict(zip("αβγδεζηικλμνξοπρσςτυφω", "avgdeziiklmnxoprsstyfo", strict=True)),
    "θ": "th",
    "χ": "ch",
    "ψ": "ps",
}
"""Letters of other scripts in Latin ones, as company registers write them."""

TRADING_AS: Final = r"\s(?:t/a|trading as|d/b/a|dba|doing business as|firmierend als|handelnd als)\s"
"""What follows is a name of the shop, not of the company."""
