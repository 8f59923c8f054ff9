"""Where something is said: to the whole community, or in one of its circles."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

EVERYBODY = ""  # the whole community, as a form says it


class WhereForm(forms.Form):
    """To be mixed into a form for the whole community, where one is a member of it, or for a circle."""

    where = forms.ChoiceField(
        label=gettext_lazy("Où"),
        required=False,
        error_messages={"invalid_choice": gettext_lazy("Choisissez un endroit où vous pouvez écrire.")},
    )

    def __init__(self, *args, membership, circles, **kwargs):
        super().__init__(*args, **kwargs)
        self.circles = {circle.key: circle for circle in circles}
        everybody = [(EVERYBODY, _("Toute la communauté"))] if membership is not None else []
        self.fields["where"].choices = [*everybody, *((circle.key, circle.name) for circle in circles)]
        self.fields["where"].required = not everybody

    def circle(self):
        """The circle chosen, or None for the whole community."""
        return self.circles.get(self.cleaned_data["where"])
