"""Every address of the house; each room says its own."""

from importlib.util import find_spec

from django.urls import URLPattern, URLResolver, include, path

from . import health

PLACES = [
    ("sante/vivant", health.alive),
    ("sante/pret", health.ready),
]
ROOMS = [
    ("people", ""),
    ("files", "fichiers/"),
    ("conversation", "c/<slug:slug>/echanges/"),
    ("practice", "c/<slug:slug>/pratique/"),
    ("protocol", "c/<slug:slug>/rencontres/seances/"),
    ("gathering", ""),
    ("memory", "c/<slug:slug>/arrivees/"),
    ("memory.search", ""),
    ("demo", ""),
    ("ui", ""),
    ("community", ""),
]

urlpatterns: list[URLPattern | URLResolver] = [path(route, view) for route, view in PLACES]
urlpatterns += [
    path(prefix, include(f"terreau.{room}.urls"))
    for room, prefix in ROOMS
    if find_spec(f"terreau.{room}.urls") is not None
]

handler400 = "terreau.ui.errors.bad_request"
handler403 = "terreau.ui.errors.permission_denied"
handler404 = "terreau.ui.errors.not_found"
handler429 = "terreau.ui.errors.too_many"  # asked for by allauth's limits
handler500 = "terreau.ui.errors.server_error"
