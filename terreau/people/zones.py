"""The time zones offered by name; any other one a person already has stays theirs."""

from typing import Any

from django.utils.translation import gettext_lazy as _

ZONES = [
    ("America/Toronto", _("Montréal, Québec, Ottawa, Toronto")),
    ("America/Halifax", _("Halifax, Moncton")),
    ("America/St_Johns", _("Saint-Jean de Terre-Neuve")),
    ("America/Winnipeg", _("Winnipeg, Chicago")),
    ("America/Regina", _("Regina")),
    ("America/Edmonton", _("Edmonton, Calgary, Denver")),
    ("America/Vancouver", _("Vancouver, Los Angeles")),
    ("America/New_York", _("New York")),
    ("America/Port-au-Prince", _("Port-au-Prince")),
    ("America/Martinique", _("Guadeloupe, Martinique")),
    ("America/Cayenne", _("Cayenne")),
    ("America/Mexico_City", _("Mexico")),
    ("America/Sao_Paulo", _("São Paulo")),
    ("America/Miquelon", _("Saint-Pierre-et-Miquelon")),
    ("Europe/Paris", _("Paris")),
    ("Europe/Brussels", _("Bruxelles")),
    ("Europe/Zurich", _("Genève, Lausanne, Zurich")),
    ("Europe/Luxembourg", _("Luxembourg")),
    ("Europe/London", _("Londres")),
    ("Europe/Lisbon", _("Lisbonne")),
    ("Europe/Athens", _("Athènes, Bucarest")),
    ("Africa/Dakar", _("Dakar, Abidjan, Bamako")),
    ("Africa/Casablanca", _("Casablanca, Rabat")),
    ("Africa/Algiers", _("Alger")),
    ("Africa/Tunis", _("Tunis")),
    ("Africa/Douala", _("Douala, Cotonou, Kinshasa")),
    ("Africa/Cairo", _("Le Caire")),
    ("Africa/Nairobi", _("Nairobi")),
    ("Africa/Johannesburg", _("Johannesbourg")),
    ("Africa/Kigali", _("Kigali, Bujumbura, Lubumbashi")),
    ("Asia/Beirut", _("Beyrouth")),
    ("Asia/Dubai", _("Dubaï")),
    ("Asia/Kolkata", _("New Delhi, Bombay")),
    ("Indian/Antananarivo", _("Antananarivo")),
    ("Indian/Reunion", _("La Réunion, Maurice")),
    ("Asia/Ho_Chi_Minh", _("Hanoï")),
    ("Asia/Shanghai", _("Pékin, Shanghai, Singapour")),
    ("Asia/Tokyo", _("Tokyo, Séoul")),
    ("Australia/Sydney", _("Sydney, Melbourne")),
    ("Pacific/Auckland", _("Auckland")),
    ("Pacific/Noumea", _("Nouméa")),
    ("Pacific/Tahiti", _("Papeete")),
    ("UTC", _("Temps universel")),
]


def choices_with(zone: str) -> list[tuple[str, Any]]:
    """What may be chosen by somebody who has this zone now."""
    return ZONES if any(known == zone for known, _label in ZONES) else [(zone, zone), *ZONES]


def city_of(zone: str) -> str:
    """A city on that clock, in the reader's language; the name of the zone when nobody here gave it one."""
    named = dict(ZONES).get(zone)
    return str(named).split(",")[0] if named else zone
