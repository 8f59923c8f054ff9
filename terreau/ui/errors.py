"""When something is wrong: a whole page that says it in words. Absent and forbidden to know look the same."""

import errno
import logging
import sys

from django.conf import settings
from django.core.exceptions import DisallowedHost, RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.http import HttpResponse
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from markupsafe import Markup

log = logging.getLogger("terreau.ui")
PLAIN = Markup("<!doctype html><html><meta charset=utf-8><title>{title} — Terreau</title><h1>{title}</h1><p>{text}</p>")


def _page(request, status: int, title: str, text: str, *, shows_hats: bool = False) -> HttpResponse:
    context = {"status": status, "error_title": title, "error_text": text, "shows_hats": shows_hats}
    for asking in (request, None):  # who is looking may be what fails: then the page without its head
        try:
            return HttpResponse(render_to_string("ui/error_page.html", context, asking), status=status)
        except Exception:
            log.exception("the %s page itself failed", status)
    return HttpResponse(PLAIN.format(title=title, text=text), status=status)


def bad_request(request, exception=None):
    """400: what came could not be read, or at an address that is not ours; 413 when there was only too much of it."""
    if isinstance(exception, RequestDataTooBig | TooManyFieldsSent | TooManyFilesSent):
        return too_big(request)
    if isinstance(exception, DisallowedHost):
        text = _("Terreau répond à %(address)s. Qui l’installe dit cette adresse par TERREAU_URL.")
        return _page(request, 400, _("Ce n’est pas la bonne adresse"), text % {"address": settings.ADDRESS})
    return _page(request, 400, _("La demande est illisible"), _("Revenez à la page précédente et recommencez."))


def permission_denied(request, exception=None):
    """403: a member without the right."""
    text = _("Ce geste revient à d’autres personnes ici. La page des chapeaux dit lesquelles.")
    return _page(request, 403, _("Ce n’est pas de votre ressort"), text, shows_hats=True)


def not_found(request, exception=None):
    """404: nothing here, or nothing for you: the same words for both."""
    text = _("L’adresse est peut-être ancienne, ou la page n’est pas ouverte à tout le monde.")
    return _page(request, 404, _("Rien à cette adresse"), text)


def server_error(request):
    """500: our fault, said without theatre; works even when the database does not. 507 when the disk is full."""
    if _is_full(sys.exc_info()[1]):
        return no_room(request)
    text = _(
        "La faute est de notre côté, et elle est notée. Ce que vous avez écrit est encore dans la page précédente."
    )
    return _page(None, 500, _("Quelque chose a cassé"), text)


def no_room(request):
    """507: the disk is full; who looks after the installation can do something about it."""
    text = _(
        "Le disque de cette installation est plein\u00a0: rien n’a été gardé de ce que vous envoyez."
        " Vos mots sont encore dans la page précédente. Prévenez la personne qui s’occupe de l’installation."
    )
    return _page(None, 507, _("Il n’y a plus de place"), text)


def _is_full(trouble: BaseException | None) -> bool:
    """Whether the system, SQLite or PostgreSQL says that the disk is full."""
    while trouble is not None:
        by_system = isinstance(trouble, OSError) and trouble.errno in (errno.ENOSPC, errno.EDQUOT)
        if by_system or getattr(trouble, "sqlstate", "") == "53100" or "disk is full" in str(trouble):
            return True
        trouble = trouble.__cause__ or trouble.__context__
    return False


def csrf_failure(request, reason=""):
    """403: the form was too old, or came from elsewhere."""
    text = _("Ce formulaire a trop attendu. Revenez à la page précédente, rechargez-la et recommencez.")
    return _page(request, 403, _("Le formulaire a expiré"), text)


def other_way(request):
    """405: the address of an act, opened like a page."""
    text = _("Cette adresse est celle d’un geste, qui part d’un bouton. Rien n’a été fait\u00a0; revenez en arrière.")
    return _page(request, 405, _("Il n’y a pas de page ici"), text)


def too_big(request):
    """413: more than this door takes."""
    text = _("Ce que vous envoyez est trop lourd pour ce formulaire. Choisissez un fichier plus petit, ou plusieurs.")
    return _page(request, 413, _("C’est trop lourd"), text)


def too_many(request):
    """429: the same gesture too often in a short while."""
    text = _("Le même geste est venu trop souvent d’ici. Attendez cinq minutes, puis recommencez.")
    return _page(request, 429, _("Un instant"), text)
