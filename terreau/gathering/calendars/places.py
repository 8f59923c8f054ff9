"""The addresses of calendars."""

from django.urls import path

from . import strays, views

PLACE = "c/<slug:slug>/rencontres/"

urlpatterns = [
    path("calendrier/<str:token>.ics", views.feed, name="feed"),
    path("moi/calendriers/", views.mine, name="calendars"),
    path("moi/calendriers/adresse/", views.making, name="making-calendar"),
    path("moi/calendriers/<str:key>/renouveler/", views.renewing, name="renewing-calendar"),
    path("moi/calendriers/<str:key>/reprise/", views.taking_back, name="taking-back-calendar"),
    path(f"{PLACE}serie/<slug:key>/calendrier.ics", views.series_file, name="series-ics"),
    path(f"{PLACE}reponses/", strays.replies, name="stray-replies"),
    path(f"{PLACE}reponses/<str:key>/vu/", strays.seeing, name="seeing-reply"),
    path(f"{PLACE}<slug:handle>/rencontre.ics", views.gathering_file, name="gathering-ics"),
]
