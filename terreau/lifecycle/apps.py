from django.apps import AppConfig


class LifecycleConfig(AppConfig):
    name = "terreau.lifecycle"
    label = "lifecycle"
