"""How the facts of the product master are called in English and German."""

from __future__ import annotations

from bot.screens.text import Language

LABELS: dict[str, tuple[str, str]] = {
    "hs_code": ("HS code", "Zolltarifnummer"),
    "country_of_origin": ("country of origin", "Ursprungsland"),
    "net_weight_kg": ("net weight", "Nettogewicht"),
    "gross_weight_kg": ("gross weight", "Bruttogewicht"),
    "dimensions": ("width x depth x height", "Breite x Tiefe x Höhe"),
    "warranty_months": ("warranty", "Garantie"),
    "gtin": ("GTIN", "GTIN"),
    "required_certificate": ("certificate needed to sell", "zum Verkauf nötiges Zertifikat"),
    "form_factor": ("form factor", "Bauform"),
    "cooling": ("cooling", "Kühlung"),
    "noise_db_a": ("noise", "Geräusch"),
    "firewall_gbps": ("firewall throughput", "Firewall-Durchsatz"),
    "ips_gbps": ("IPS throughput", "IPS-Durchsatz"),
    "threat_protection_gbps": ("threat protection throughput", "Durchsatz mit Bedrohungsschutz"),
    "ipsec_gbps_512_byte": ("IPsec throughput", "IPsec-Durchsatz"),
    "ipsec_gbps_1420_byte": ("IPsec throughput", "IPsec-Durchsatz"),
    "power_draw_w_typical": ("power draw", "Leistungsaufnahme"),
    "power_draw_w_max": ("power draw", "Leistungsaufnahme"),
    "power_draw_w_802_3at_max": ("power draw", "Leistungsaufnahme"),
    "power_draw_w_802_3bt_max": ("power draw", "Leistungsaufnahme"),
    "power_draw_w_802_3af_max": ("power draw", "Leistungsaufnahme"),
    "poe_budget_w": ("PoE budget", "PoE-Budget"),
    "poe_standard": ("PoE standard", "PoE-Standard"),
    "switching_capacity_gbps": ("switching capacity", "Switching-Kapazität"),
    "concurrent_sessions": ("concurrent sessions", "gleichzeitige Sitzungen"),
    "ha": ("high availability", "Hochverfügbarkeit"),
    "recommended_users": ("recommended users", "empfohlene Benutzer"),
    "operating_temperature_c": ("operating temperature", "Betriebstemperatur"),
    "power_supplies": ("power supplies", "Netzteile"),
    "contains": ("contains", "enthält"),
    "term_months": ("term", "Laufzeit"),
    "sd_wan_included": ("SD-WAN licence included", "SD-WAN-Lizenz enthalten"),
    "sd_wan_orchestrator_included": ("SD-WAN orchestrator included", "SD-WAN-Orchestrator enthalten"),
    "care_level": ("care level", "Servicestufe"),
    "for_products": ("for", "für"),
    "lead_time_weeks": ("lead time", "Lieferzeit"),
    "fits": ("fits", "passt zu"),
    "max_clients": ("clients at most", "Clients höchstens"),
    "wifi": ("Wi-Fi", "WLAN"),
    "uplink": ("uplink", "Uplink"),
    "mounting": ("mounting", "Montage"),
    "pack_quantity": ("pieces in the pack", "Stück im Paket"),
    "power_kw": ("power", "Leistung"),
    "input": ("input", "Eingang"),
    "output_w": ("output", "Ausgang"),
    "rated_current_a": ("rated current", "Nennstrom"),
    "protection": ("protection", "Schutzart"),
    "compatible_motors": ("matching motors", "passende Motoren"),
    "compatible_drives": ("matching drives", "passende Umrichter"),
    "speed_rpm": ("speed", "Drehzahl"),
    "efficiency": ("efficiency class", "Effizienzklasse"),
    "users": ("users", "Benutzer"),
    "storage": ("storage", "Speicher"),
    "storage_tb": ("storage", "Speicher"),
    "retention_years": ("retention", "Aufbewahrung"),
    "hypervisors": ("supported hypervisors", "unterstützte Hypervisoren"),
    "virtual_machines": ("virtual machines", "virtuelle Maschinen"),
    "certification_required": ("certificate needed to sell", "zum Verkauf nötiges Zertifikat"),
    "reach_m": ("reach", "Reichweite"),
    "wavelength_nm": ("wavelength", "Wellenlänge"),
    "connector": ("connector", "Stecker"),
    "third_party_hosts": ("hosts of other makers", "Geräte anderer Hersteller"),
    "speed_gbps": ("speed", "Geschwindigkeit"),
    "fan": ("fan", "Lüfter"),
    "air_flow_m3_h": ("air flow", "Luftstrom"),
    "ports_1gbe": ("1GbE ports", "1GbE-Ports"),
    "ports_2_5gbe": ("2.5GbE ports", "2,5GbE-Ports"),
    "ports_sfp": ("SFP ports", "SFP-Ports"),
    "ports_sfp_plus": ("SFP+ ports", "SFP+-Ports"),
    "ports_sfp28": ("SFP28 ports", "SFP28-Ports"),
    "ports_qsfp28": ("QSFP28 ports", "QSFP28-Ports"),
    "needs": ("needs", "braucht"),
    "data_regions": ("data regions", "Datenregionen"),
    "streams": ("streams", "Streams"),
}
GERMAN_UNITS = {"months": "Monate", "years": "Jahre", "weeks": "Wochen", "rpm": "1/min", "Gbps": "Gbit/s"}
GERMAN_CONDITIONS = {"maximum": "höchstens", "typical": "typisch", "since firmware": "seit Firmware"}
ASPECTS: dict[str, tuple[str, ...]] = {
    "hs_code": ("hs_code",),
    "origin": ("country_of_origin",),
    "weight": ("net_weight_kg", "gross_weight_kg"),
    "dimensions": ("dimensions",),
    "warranty": ("warranty_months",),
    "power_draw": (
        "power_draw_w_typical",
        "power_draw_w_max",
        "power_draw_w_802_3af_max",
        "power_draw_w_802_3at_max",
        "power_draw_w_802_3bt_max",
    ),
    "poe_budget": ("poe_budget_w", "poe_standard"),
    "throughput": ("ipsec_gbps_512_byte", "ipsec_gbps_1420_byte", "firewall_gbps", "threat_protection_gbps"),
    "lead_time": ("lead_time_weeks",),
    "fanless": ("cooling", "noise_db_a"),
    "certificate": ("required_certificate",),
}
MATCHES = (
    "hypervisors",
    "compatible_motors",
    "compatible_drives",
    "fits",
    "fan",
    "for_products",
    "needs",
    "third_party_hosts",
    "ha",
)
SHEET = ("form_factor", "dimensions", "net_weight_kg", "gross_weight_kg", "warranty_months")


def label(name: str, language: Language) -> str:
    """What people call a fact; the name itself where nothing better is known."""
    english, german = LABELS.get(name, (name.replace("_", " "), name.replace("_", " ")))
    return german if language == "de" else english


def unit(name: str | None, language: Language) -> str:
    """A unit as the language writes it."""
    return GERMAN_UNITS.get(name or "", name or "") if language == "de" else name or ""


def condition(text: str | None, language: Language) -> str:
    """The condition under which a value holds, in the language as far as it is known."""
    words = text or ""
    if language == "de":
        for english, german in GERMAN_CONDITIONS.items():
            words = words.replace(english, german)
        words = words.replace("-byte packets", "-Byte-Pakete").replace("1,420", "1.420")
    return words
