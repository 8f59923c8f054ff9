"""What a visitor may choose without an account: the language and the appearance."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.views.decorators.http import require_safe

from terreau.ui.answers import see_other

from ..local import next_path
from ..models import Person

A_YEAR = 365 * 24 * 60 * 60
THEME_COOKIE = "theme"


@require_safe
@login_not_required
def language(request, code):
    """Pages in this language from now on, in this browser; a person's own choice is in their settings."""
    return _chosen(request, settings.LANGUAGE_COOKIE_NAME, code, dict(settings.LANGUAGES))


@require_safe
@login_not_required
def theme(request, code):
    """Day, night, or as the device wishes."""
    return _chosen(request, THEME_COOKIE, code, Person.Theme.values)


def _chosen(request, cookie: str, code: str, known):
    if code not in known:
        raise Http404
    if request.user.is_authenticated:
        return see_other("people:settings")
    answer = see_other(next_path(request) or "/")
    secure = settings.SESSION_COOKIE_SECURE
    answer.set_cookie(cookie, code, max_age=A_YEAR, secure=secure, httponly=True, samesite="Lax")
    return answer
