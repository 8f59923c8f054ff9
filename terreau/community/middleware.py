"""Every request has a viewer, and reads under the guard."""

from django.db import connection
from django.utils import translation

from terreau.spine.reading import guarded

from .viewer import Viewer


class ViewerMiddleware:
    """Sets `request.viewer`; from here on an unscoped read of protected rows is refused."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        person = request.user if request.user.is_authenticated else None
        request.viewer = Viewer(person=person, locale=translation.get_language() or "fr")
        with guarded(connection):
            return self.get_response(request)
