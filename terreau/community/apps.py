from django.apps import AppConfig


class CommunityConfig(AppConfig):
    name = "terreau.community"
    label = "community"
