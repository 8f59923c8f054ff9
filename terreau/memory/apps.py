from django.apps import AppConfig


class MemoryConfig(AppConfig):
    name = "terreau.memory"
    label = "memory"
