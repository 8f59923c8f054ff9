"""What somebody sees of a community they do not belong to: what it is, and how one comes in."""

from django.http import Http404
from django.shortcuts import redirect, render


def front_page(request, community):
    """The public page for visitors and strangers; a guest goes to the circle they sit in."""
    circles = request.viewer.circles_in(community) if request.viewer.person else []
    if circles:
        return redirect(circles[0])
    if not community.public_page:
        raise Http404
    answer = render(request, "community/front_page.html", {"community": community})
    if request.viewer.person is None:
        answer["X-Cache-For-Visitors"] = "3"
    return answer
