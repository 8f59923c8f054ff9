from django.urls import path

from .views import series

app_name = "gathering"
PLACE = "c/<slug:slug>/rencontres/"

urlpatterns = [
    path(f"{PLACE}serie/<slug:key>/", series.series, name="series"),
]
