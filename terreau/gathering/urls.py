from django.urls import path

from .calendars import places
from .views import calling, listing, page, presence

app_name = "gathering"
PLACE = "c/<slug:slug>/rencontres/"
SERIES = f"{PLACE}serie/<slug:key>/"
ONE = f"{PLACE}<slug:handle>/"

urlpatterns = [
    *places.urlpatterns,
    path(PLACE, listing.gatherings, name="gatherings"),
    path(f"{PLACE}passees/", listing.before, name="past"),
    path(f"{PLACE}nouvelle/", calling.call, name="call"),
    path(SERIES, page.series, name="series"),
    path(f"{SERIES}suivre/", presence.joining, name="joining"),
    path(f"{SERIES}quitter/", presence.leaving, name="leaving"),
    path(ONE, page.gathering, name="gathering"),
    path(f"{ONE}presence/", presence.presence, name="presence"),
    path(f"{ONE}rendez-vous/", presence.slot, name="slot"),
    path(f"{ONE}besoins/", presence.needs, name="needs"),
]
