"""Every component on one page, with made-up words: what designers look at, and what the browser checks walk over."""

from datetime import date, timedelta

from django import forms
from django.contrib.auth.decorators import login_not_required
from django.shortcuts import render

from . import rich
from .charts.soil import Slice, Soil

TODAY = date(2025, 11, 20)
WORDS = """Chez nous, on a **coupé la grille en deux** : ce qui protège les personnes, et le reste.

- dix questions, pas quatre-vingts ;
- relues chaque printemps avec l’équipe.

> Qui a déjà remplacé une grille d’audit par autre chose ?

Le modèle : https://exemple.org/grille"""
QUOTED = "Le mardi 4 novembre, Inès écrivait :\n> Qui a déjà remplacé une grille ?"


class SampleForm(forms.Form):
    """One field of each kind."""

    name = forms.CharField(label="Votre nom", max_length=80, help_text="Celui que les membres liront.")
    email = forms.EmailField(label="Courriel")
    words = forms.CharField(label="Ce que j’apporte", widget=forms.Textarea(attrs={"rows": 3}), required=False)
    circle = forms.ChoiceField(
        label="Où", choices=[("", "Toute la communauté"), ("1", "Cercle des audits")], required=False
    )
    day = forms.DateField(label="Jusqu’au", widget=forms.DateInput(attrs={"type": "date"}), required=False)
    rhythm = forms.ChoiceField(
        label="Rythme",
        choices=[("weekly", "Le bulletin du jeudi"), ("daily", "Chaque matin"), ("none", "Rien")],
        widget=forms.RadioSelect,
    )
    agree = forms.BooleanField(label="Je lis la charte, et elle me va", required=False)
    file = forms.FileField(label="Liste des membres", help_text="CSV, séparé par des virgules ou des points-virgules.")


def sample_soil() -> Soil:
    """Three years of an invented community: a start, a slump, a renewal."""
    counts = [(9, 0, 0, 0)] * 4 + [(8, 0, 0, 0), (7, 0, 0, 0), (8, 2, 0, 0), (7, 5, 0, 0), (6, 5, 0, 0), (5, 4, 0, 0)]
    counts += [(4, 3, 0, 0), (4, 3, 2, 0), (5, 5, 4, 0), (5, 6, 4, 0), (5, 4, 5, 0), (5, 5, 4, 2), (5, 5, 4, 5)]
    slices = []
    for index, layers in enumerate(counts):
        present = {2022 + i: n for i, n in enumerate(layers) if n}
        day = date(2022 + (8 + index * 2) // 12, (8 + index * 2) % 12 + 1, 12)
        slices.append(Slice(day, present, sprouts=(3, 0, 1)[index % 3] * (index in (0, 6, 7, 12, 16)), seeds=index % 2))
    return Soil(slices, future=[TODAY + timedelta(days=n) for n in (14, 56, 84)])


@login_not_required
def style(request):
    """The page at /style/."""
    wrong = SampleForm({"name": "", "email": "ines", "rhythm": "weekly", "words": "Vingt ans d’audits."})
    context = {
        "form": SampleForm(auto_id="one_%s", initial={"rhythm": "weekly"}),
        "wrong": wrong,
        "soil": sample_soil(),
        "words": rich.render(WORDS),
        "quoted": rich.render_plain(QUOTED),
        "people": [("Inès Benali", 0), ("Marc-Antoine Roy", 1), ("Nadia Tremblay", 2), ("Claudine Gagnon", 3)],
        "today": TODAY,
    }
    return render(request, "ui/style_page.html", context)
