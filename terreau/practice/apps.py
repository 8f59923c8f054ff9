from django.apps import AppConfig


class PracticeConfig(AppConfig):
    name = "terreau.practice"
    label = "practice"
