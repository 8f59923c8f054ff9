from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "terreau.people"
    label = "people"
