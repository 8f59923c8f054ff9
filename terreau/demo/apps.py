from django.apps import AppConfig


class DemoConfig(AppConfig):
    name = "terreau.demo"
    label = "demo"
