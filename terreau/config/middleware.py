"""What the server found out before Django saw the request."""

from .gateway import TOO_BIG


class TooBigMiddleware:
    """Answers a request whose body was more than its door takes (413), with a page like any other."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if request.META.get(TOO_BIG):
            from terreau.ui.errors import too_big

            return too_big(request)
        return self.get_response(request)
