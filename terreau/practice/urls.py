from django.urls import path

from .views import books, drafting, files, filing, listing, living, note, questioning, using, writing

app_name = "practice"

IN_QUESTION = "remises-en-question/"

urlpatterns = [
    path("", listing.notes, name="notes"),
    path("nouvelle/", writing.write, name="writing"),
    path("garder/", writing.keep, name="keeping"),
    path("brouillon/<slug:part>/", drafting.keep, name="drafting"),
    path("a-relire/", living.rereading_queue, name="rereading"),
    path("a-ranger/", filing.inbox, name="filing"),
    path("mots/", filing.words, name="words"),
    path("brassees/", filing.shelves, name="shelves"),
    path("brassees/<slug:key>/", listing.shelf, name="shelf"),
    path("brassees/<slug:key>/regler/", filing.settle, name="shelf-settling"),
    path("lectures/", books.books, name="books"),
    path("lectures/<slug:key>/", books.say, name="book-saying"),
    path("lectures/<slug:key>/oter/", books.take_off, name="book-taking-off"),
    path("essais/<slug:key>/", using.tell, name="trial"),
    path("essais/<slug:key>/laisser/", using.drop, name="trial-dropping"),
    path(IN_QUESTION, questioning.questionings, name="questionings"),
    path(IN_QUESTION + "nouvelle/", questioning.ask, name="questioning-asking"),
    path(IN_QUESTION + "<slug:key>/", questioning.questioning, name="questioning"),
    path(IN_QUESTION + "<slug:key>/hypothese/", questioning.suppose, name="supposing"),
    path(IN_QUESTION + "<slug:key>/essai/", questioning.try_out, name="trying-out"),
    path(IN_QUESTION + "<slug:key>/decision/", questioning.decide, name="deciding"),
    path(IN_QUESTION + "<slug:key>/usages/", questioning.in_use, name="using"),
    path(IN_QUESTION + "<slug:key>/usages/<slug:use>/", questioning.no_more, name="using-no-more"),
    path(IN_QUESTION + "<slug:key>/parrainage/", questioning.opening, name="opening"),
    path(IN_QUESTION + "<slug:key>/retirer/", questioning.hide, name="questioning-hiding"),
    path("<slug:key>/", note.note, name="note"),
    path("<slug:key>/corriger/", writing.edit, name="editing"),
    path("<slug:key>/autre-langue/", writing.translate, name="translating"),
    path("<slug:key>/versions/", note.versions, name="versions"),
    path("<slug:key>/texte/", note.text, name="text"),
    path("<slug:key>/signer/", living.sign, name="signing"),
    path("<slug:key>/soigner/", living.entrust, name="entrusting"),
    path("<slug:key>/relire/", living.reread, name="reading-again"),
    path("<slug:key>/remarques/<slug:remark>/", living.settle, name="remark-settling"),
    path("<slug:key>/essayee/", using.tried, name="tried"),
    path("<slug:key>/essayer/", using.begin, name="beginning"),
    path("<slug:key>/variante/", using.vary, name="varying"),
    path("<slug:key>/variantes/<slug:variant>/", using.drop_variant, name="variant-dropping"),
    path("<slug:key>/servi/", using.served, name="serving"),
    path("<slug:key>/usage/", using.usage, name="usage"),
    path("<slug:key>/ranger/", filing.place, name="placing"),
    path("<slug:key>/fichiers/<slug:file_key>/", files.file, name="file"),
    path("<slug:key>/retirer/", living.hide, name="hiding"),
    path("<slug:key>/remettre/", living.show, name="showing"),
]
