"""The community's addresses, in the words people read."""

from django.urls import path

from .views import (
    circles,
    culture,
    handing_over,
    hats,
    home,
    inviting,
    joining,
    journal,
    landing,
    members,
    mine,
    people,
    place,
    reports,
    seats,
    stewarding,
    welcome,
)

app_name = "community"

C = "c/<slug:slug>/"
PLACE = C + "communaute/"
STEWARD = C + "animer/"

threshold = [
    path("", mine.mine, name="mine"),
    path("communautes/nouvelle/", mine.founding, name="founding"),
    path("invitation/<str:token>/", landing.invitation, name="invitation"),
    path("invitation/<str:token>/accepter/", landing.accepting, name="invitation-accepting"),
    path("invitation/<str:token>/courriel/", landing.proving, name="invitation-proving"),
    path(C, home.home, name="home"),
    path(C + "entrer/", joining.join, name="join"),
    path(C + "demander/", joining.asking, name="asking"),
    path(C + "demander/reprise/", joining.withdrawing, name="withdrawing"),
    path(C + "retour/", joining.resuming, name="resuming"),
]

myself = [
    path(PLACE + "ma-place/", place.place, name="place"),
    path(PLACE + "ma-place/implication/", place.choosing, name="involvement"),
    path(PLACE + "ma-place/pause/", place.pausing, name="pausing"),
    path(PLACE + "ma-place/depart/", place.leaving, name="leaving"),
]

welcoming = [
    path(PLACE + "accueil/", welcome.welcome, name="welcome"),
    path(PLACE + "accueil/ma-place/", welcome.settling_in, name="settling-in"),
    path(PLACE + "accueil/lectures/", welcome.readings, name="readings"),
    path(PLACE + "accueil/pour/<str:key>/", welcome.taking, name="welcoming"),
    path(PLACE + "accueil/<str:key>/mot/", welcome.wording, name="welcome-wording"),
    path(PLACE + "accueil/<str:key>/fin/", welcome.ending, name="welcome-ending"),
    path(PLACE + "culture/", culture.culture, name="culture"),
    path(PLACE + "culture/<str:kind>/", culture.section, name="culture-section"),
    path(PLACE + "culture/<str:kind>/versions/", culture.versions, name="culture-versions"),
    path(PLACE + "mots/", culture.words, name="words"),
]

roles = [
    path(PLACE + "chapeaux/", hats.hats, name="hats"),
    path(PLACE + "chapeaux/proposer/", hats.offering, name="hat-offering"),
    path(PLACE + "chapeaux/<str:key>/<str:kind>/accepter/", hats.accepting, name="hat-accepting"),
    path(PLACE + "chapeaux/<str:key>/<str:kind>/deposer/", hats.laying_down, name="hat-laying-down"),
    path(STEWARD + "passation/", handing_over.handing_over, name="handing-over"),
    path(PLACE + "passation/<str:key>/", handing_over.handover, name="handover"),
    path(PLACE + "passation/<str:key>/accepter/", handing_over.taking_over, name="taking-over"),
    path(PLACE + "passation/<str:key>/decliner/", handing_over.declining, name="handover-declining"),
]

groups = [
    path(PLACE + "cercles/", circles.circles, name="circles"),
    path(PLACE + "cercles/nouveau/", circles.opening, name="circle-opening"),
    path(PLACE + "cercles/<str:key>/", circles.circle, name="circle"),
    path(PLACE + "cercles/<str:key>/reglages/", circles.describing, name="circle-settings"),
    path(PLACE + "cercles/<str:key>/fin/", circles.ending, name="circle-ending"),
    path(PLACE + "cercles/<str:key>/suite/", circles.prolonging, name="circle-prolonging"),
    path(PLACE + "cercles/<str:key>/entrer/", seats.joining, name="circle-joining"),
    path(PLACE + "cercles/<str:key>/quitter/", seats.leaving, name="circle-leaving"),
    path(PLACE + "cercles/<str:key>/places/", seats.seating, name="seating"),
    path(PLACE + "cercles/<str:key>/sans-animer/", seats.hosting_no_more, name="hosting-no-more"),
    path(PLACE + "cercles/<str:key>/places/<str:seat_key>/animer/", seats.hosting, name="hosting"),
    path(PLACE + "cercles/<str:key>/places/<str:seat_key>/retirer/", seats.unseating, name="unseating"),
    path(PLACE + "cercles/<str:key>/inviter/", seats.inviting_guest, name="guest-inviting"),
]

doors = [
    path(PLACE + "inviter/", inviting.inviting, name="inviting"),
    path(PLACE + "inviter/lien/", inviting.linking, name="linking"),
    path(PLACE + "inviter/<str:key>/", inviting.link, name="invitation-link"),
    path(PLACE + "inviter/<str:key>/qr.svg", inviting.qr, name="invitation-qr"),
    path(PLACE + "inviter/<str:key>/reprise/", inviting.revoking, name="invitation-revoking"),
]

stewards = [
    path(STEWARD, stewarding.stewarding, name="stewarding"),
    path(STEWARD + "reglages/", stewarding.settings, name="settings"),
    path(STEWARD + "demandes/", members.requests, name="requests"),
    path(STEWARD + "demandes/<str:key>/oui/", members.admitting, name="admitting"),
    path(STEWARD + "demandes/<str:key>/non/", members.refusing, name="refusing"),
    path(STEWARD + "membres/", members.members, name="members"),
    path(STEWARD + "membres/liste.csv", members.exporting, name="members-exporting"),
    path(STEWARD + "membres/<str:key>/retirer/", members.removing, name="removing"),
    path(STEWARD + "journal/", journal.journal, name="journal"),
    path(STEWARD + "moderation/", reports.moderation, name="moderation"),
    path(STEWARD + "moderation/<str:key>/", reports.deciding, name="deciding"),
]

one_another = [
    path(PLACE, people.people, name="people"),
    path(PLACE + "departs/", people.farewells, name="farewells"),
    path(PLACE + "registre/", people.register, name="register"),
    path(PLACE + "signaler/<str:kind>/<str:key>/", reports.report, name="report"),
    path(PLACE + "signalements/<str:key>/", reports.report_made, name="report-made"),
    path(PLACE + "<str:key>/", people.person, name="person"),
]

urlpatterns = [*threshold, *myself, *welcoming, *roles, *groups, *doors, *stewards, *one_another]
