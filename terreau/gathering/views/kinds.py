"""Choosing another kind while a gathering is written: its own fields, before anything is sent."""

from django.shortcuts import render

from terreau.ui.answers import wants_part


def fields_of_kind(request, form, given: dict, template: str, context: dict):
    """The form as typed, in the fields of the kind just chosen (to htmx, those fields); None once sent for good."""
    if request.method != "POST" or not (wants_part(request) or form.asks_fields):
        return None
    shown = "gathering/_kind_fields.html" if wants_part(request) else template
    return render(request, shown, {**context, "form": form.again(**given)})
