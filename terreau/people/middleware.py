"""Who is here, in which language and which time zone."""

from django.conf import settings
from django.contrib.auth.middleware import AuthenticationMiddleware
from django.utils import timezone, translation
from django.utils.deprecation import MiddlewareMixin


def language_of(request) -> str:
    """The person's language; for a visitor the one they chose, else their browser's if it is one of ours, else French."""
    if request.user.is_authenticated:
        return request.user.language
    known = dict(settings.LANGUAGES)
    chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME)
    if chosen in known:
        return chosen
    for part in request.headers.get("Accept-Language", "").split(",")[:8]:
        code = part.split(";")[0].strip().lower()[:2]
        if code in known:
            return code
    return settings.LANGUAGE_CODE


class PersonMiddleware(MiddlewareMixin):
    """Sets `request.user`, the language and the time zone of the answer."""

    def __init__(self, get_response):
        super().__init__(get_response)
        self.set_user = AuthenticationMiddleware(get_response).process_request

    def process_request(self, request):
        """Find who is here before anything is said."""
        self.set_user(request)
        translation.activate(language_of(request))
        if request.user.is_authenticated:
            timezone.activate(request.user.zone)

    def process_response(self, request, response):
        """Say in which language the answer is, and forget the person's settings."""
        response.headers.setdefault("Content-Language", translation.get_language() or settings.LANGUAGE_CODE)
        timezone.deactivate()
        return response
