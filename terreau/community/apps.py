from django.apps import AppConfig


class CommunityConfig(AppConfig):
    """Communities, who belongs to them and how; who is looking."""

    name = "terreau.community"
    label = "community"

    def ready(self):
        """Teach each new connection to compare names without accents."""
        from . import folding  # noqa: F401
