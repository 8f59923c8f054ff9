from django.apps import AppConfig


class ConfigConfig(AppConfig):
    """Settings, addresses, the server, and the commands that prepare and run an installation."""

    name = "terreau.config"
    label = "config"

    def ready(self):
        from . import moments  # noqa: F401  what each new connection is taught
