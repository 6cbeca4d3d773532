"""Time zones by the names people use: the four of the mainland, elsewhere the place."""

from bot.views.words import Words

_EASTERN = "New_York Detroit Indiana/Indianapolis Indiana/Marengo Indiana/Petersburg Indiana/Vevay \
Indiana/Vincennes Indiana/Winamac Kentucky/Louisville Kentucky/Monticello Fort_Wayne Indianapolis Louisville"
_CENTRAL = "Chicago Indiana/Knox Indiana/Tell_City Menominee North_Dakota/Beulah North_Dakota/Center \
North_Dakota/New_Salem Knox_IN"
_ALASKA = "Anchorage Juneau Metlakatla Nome Sitka Yakutat"

_KEYS = {
    **{f"America/{name}": "zone.eastern" for name in _EASTERN.split()},
    **{f"America/{name}": "zone.central" for name in _CENTRAL.split()},
    **{f"America/{name}": "zone.mountain" for name in ("Denver", "Boise", "Shiprock")},
    "America/Los_Angeles": "zone.pacific",
    "America/Phoenix": "zone.arizona",
    **{f"America/{name}": "zone.alaska" for name in _ALASKA.split()},
    "America/Adak": "zone.aleutian",
    "America/Puerto_Rico": "zone.puerto_rico",
    "America/St_Thomas": "zone.virgin_islands",
    "Pacific/Honolulu": "zone.hawaii",
    "Pacific/Guam": "zone.guam",
    "Pacific/Saipan": "zone.marianas",
    "Pacific/Pago_Pago": "zone.samoa",
}


def zone_name(words: Words, zone: str) -> str:
    """`Pacific Time`, `hora del Pacífico`; a zone without a name of its own by its largest city."""
    key = _KEYS.get(zone)
    if key is None:
        return words.text("zone.other", place=zone.rpartition("/")[2].replace("_", " "))
    return words.text(key)
