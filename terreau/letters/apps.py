from django.apps import AppConfig


class LettersConfig(AppConfig):
    name = "terreau.letters"
    label = "letters"
