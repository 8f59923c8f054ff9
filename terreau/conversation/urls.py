from django.urls import path

from .views import asking, calls, helping, listing, messages, starting, tending, thread

app_name = "conversation"

urlpatterns = [
    path("", listing.threads, name="threads"),
    path("nouveau/", starting.start, name="start"),
    path("appel/", starting.call, name="call"),
    path("brouillon/<slug:place>/", helping.draft, name="draft"),
    path("fichiers/", helping.upload, name="upload"),
    path("personnes/", helping.people, name="people"),
    path("message/<slug:key>/", thread.message, name="message"),
    path("message/<slug:key>/corriger/", messages.edit, name="edit"),
    path("message/<slug:key>/versions/", messages.versions, name="versions"),
    path("message/<slug:key>/merci/", messages.thank, name="thank"),
    path("message/<slug:key>/reprendre/", messages.withdraw, name="withdraw"),
    path("message/<slug:key>/retirer/", messages.hide, name="hide-message"),
    path("message/<slug:key>/a-part/", messages.aside, name="aside"),
    path("message/<slug:key>/remettre/", messages.put_back, name="show-message"),
    path("<slug:key>/", thread.thread, name="thread"),
    path("<slug:key>/repondre/", thread.reply, name="reply"),
    path("<slug:key>/soigner/", tending.tend, name="tend"),
    path("<slug:key>/clore/", tending.close, name="close"),
    path("<slug:key>/deplacer/", tending.move, name="move"),
    path("<slug:key>/retirer/", tending.hide, name="hide-thread"),
    path("<slug:key>/remettre/", tending.show, name="show-thread"),
    path("<slug:key>/aider/", calls.offer, name="offer"),
    path("<slug:key>/demander/", asking.ask, name="ask"),
    path("<slug:key>/clore-appel/", calls.close, name="close-call"),
]
