from django.urls import path

from .views import after, cohorts, formats, gestures, listing, paper, preparing, running, writing

app_name = "protocol"

urlpatterns = [
    path("", listing.runs, name="runs"),
    path("formats/<slug:format>/", formats.one_format, name="format"),
    path("formats/<slug:format>/papier/", paper.format_paper, name="format-paper"),
    path("formats/<slug:format>/adapter/", formats.adapting, name="adapting"),
    path("preparer/<slug:format>/", preparing.preparing, name="preparing"),
    path("cohortes/", cohorts.cohorts, name="cohorts"),
    path("cohortes/proposer/", cohorts.proposing, name="proposing"),
    path("cohortes/<slug:key>/", cohorts.cohort, name="cohort"),
    path("cohortes/<slug:key>/accepter/", cohorts.accepting, name="accepting"),
    path("cohortes/<slug:key>/partir/", cohorts.leaving, name="cohort-leaving"),
    path("cohortes/<slug:key>/terminer/", cohorts.ending, name="cohort-ending"),
    path("mes-traces/", after.mine, name="mine"),
    path("mes-traces/<slug:key>/garder/", after.keeping, name="keeping"),
    path("mes-traces/<slug:key>/effacer/", after.erasing, name="erasing"),
    path("mes-traces/<slug:key>/partager/", after.sharing, name="sharing"),
    path("suivi/<slug:key>/", after.following_up, name="following-up"),
    path("<slug:key>/", running.run, name="run"),
    path("<slug:key>/ecran/", running.screen, name="screen"),
    path("<slug:key>/ecouter/", running.channel, name="channel"),
    path("<slug:key>/salle/", running.wall, name="wall"),
    path("<slug:key>/entrer/", running.coming_in, name="coming-in"),
    path("<slug:key>/sortir/", running.going_out, name="going-out"),
    path("<slug:key>/geste/", gestures.gesture, name="gesture"),
    path("<slug:key>/groupes/", gestures.grouping, name="grouping"),
    path("<slug:key>/role/", gestures.role, name="role"),
    path("<slug:key>/tirage/", gestures.choosing, name="choosing"),
    path("<slug:key>/conduite/", gestures.wheel, name="wheel"),
    path("<slug:key>/place/", gestures.place, name="place"),
    path("<slug:key>/parole/", gestures.floor, name="floor"),
    path("<slug:key>/dire/", writing.saying, name="saying"),
    path("<slug:key>/brouillon/", writing.draft, name="draft"),
    path("<slug:key>/voter/", writing.voting, name="voting"),
    path("<slug:key>/note/<slug:note>/", writing.tending, name="tending"),
    path("<slug:key>/papier/", paper.run_paper, name="paper"),
    path("<slug:key>/recolte/", after.harvesting, name="harvesting"),
    path("<slug:key>/bilan/", after.reviewing, name="reviewing"),
]
