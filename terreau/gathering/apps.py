from django.apps import AppConfig


class GatheringConfig(AppConfig):
    name = "terreau.gathering"
    label = "gathering"
