from django.urls import path

from .calendars import places
from .views import (
    by_mail,
    calling,
    guests,
    keeping,
    listing,
    page,
    paper,
    presence,
    remembering,
    searching,
    seasons,
    series,
    tending,
)

app_name = "gathering"
PLACE = "c/<slug:slug>/rencontres/"
SERIES = f"{PLACE}serie/<slug:key>/"
SEARCH = f"{PLACE}dates/"
ONE = f"{PLACE}<slug:handle>/"

urlpatterns = [
    *places.urlpatterns,
    path("presence/<str:token>/", by_mail.presence, name="by-mail"),
    path("rencontre/<str:token>/", guests.guest, name="guest"),
    path("rencontre/<str:token>/rencontre.ics", guests.guest_file, name="guest-ics"),
    path(PLACE, listing.gatherings, name="gatherings"),
    path(f"{PLACE}passees/", listing.before, name="past"),
    path(f"{PLACE}nouvelle/", calling.call, name="call"),
    path(f"{PLACE}palette/", seasons.palette, name="palette"),
    path(f"{PLACE}pauses/", seasons.pauses, name="pauses"),
    path(f"{PLACE}pauses/<slug:key>/reprendre/", seasons.ending, name="pause-ending"),
    path(f"{SEARCH}nouvelle/", searching.ask, name="search-new"),
    path(f"{SEARCH}<slug:key>/", searching.search, name="search"),
    path(f"{SEARCH}<slug:key>/choisir/", searching.settle, name="search-settling"),
    path(SERIES, page.series, name="series"),
    path(f"{SERIES}suivre/", presence.joining, name="joining"),
    path(f"{SERIES}quitter/", presence.leaving, name="leaving"),
    path(f"{SERIES}modifier/", series.change, name="series-changing"),
    path(f"{SERIES}rythme/", series.rhythm, name="series-rhythm"),
    path(f"{SERIES}arreter/", series.end, name="series-ending"),
    path(ONE, page.gathering, name="gathering"),
    path(f"{ONE}presence/", presence.presence, name="presence"),
    path(f"{ONE}rendez-vous/", presence.slot, name="slot"),
    path(f"{ONE}besoins/", presence.needs, name="needs"),
    path(f"{ONE}inviter/", guests.inviting, name="guest-inviting"),
    path(f"{ONE}inviter/<slug:key>/reprendre/", guests.withdrawing, name="guest-withdrawing"),
    path(f"{ONE}modifier/", tending.change, name="changing"),
    path(f"{ONE}annuler/", tending.cancel, name="cancelling"),
    path(f"{ONE}deroule/", tending.agenda, name="agenda"),
    path(f"{ONE}preparent/", tending.preparers, name="preparers"),
    path(f"{ONE}memoire/", remembering.memory, name="memory"),
    path(f"{ONE}memoire/fiches/", keeping.notes, name="memory-notes"),
    path(f"{ONE}memoire/fil/", keeping.asking_on, name="question-asking"),
    path(f"{ONE}kit/", paper.kit, name="kit"),
    path(f"{ONE}feuille/", paper.sheet, name="sheet"),
    path(f"{ONE}arrivee/affiche/", paper.poster, name="poster"),
    path(f"{ONE}arrivee/code.svg", paper.poster_code, name="poster-code"),
    path(f"{ONE}arrivee/<slug:code>/", paper.arriving, name="arriving"),
]
