"""Where one searches: in a community, in all of one's own; and « juste assez » beside it."""

from django.urls import path

from . import views

app_name = "search"

HERE = "c/<slug:slug>/chercher/"

urlpatterns = [
    path("chercher/", views.everywhere, name="everywhere"),
    path(HERE, views.here, name="here"),
    path(HERE + "juste-assez/", views.just_enough, name="enough"),
    path(HERE + "deja/", views.already, name="already"),
]
