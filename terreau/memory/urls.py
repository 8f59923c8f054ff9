from django.urls import path

from .views import acts, bringing, reading

app_name = "memory"

urlpatterns = [
    path("", reading.arrivals, name="arrivals"),
    path("apporter/<slug:what>/", bringing.bring_in, name="bringing"),
    path("<slug:key>/", reading.arrival, name="arrival"),
    path("<slug:key>/problemes/", reading.problems, name="problems"),
    path("<slug:key>/problemes.csv", reading.problems_csv, name="problems-csv"),
    path("<slug:key>/colonnes/", acts.columns, name="columns"),
    path("<slug:key>/commencer/", acts.start, name="starting"),
    path("<slug:key>/arreter/", acts.stop, name="stopping"),
    path("<slug:key>/defaire/", acts.undo, name="undoing"),
    path("<slug:key>/laisser/", acts.withdraw, name="withdrawing"),
]
