from importlib import import_module

from django.apps import AppConfig, apps
from django.conf import settings
from django.utils.module_loading import module_has_submodule


class CommunityConfig(AppConfig):
    """Communities, who belongs to them and how; who is looking; and the home page that every room adds its block to."""

    name = "terreau.community"
    label = "community"

    def ready(self):
        """Compare names without accents; read the blocks that rooms bring to the home page, once all models exist."""
        from . import folding  # noqa: F401

        for room in settings.ROOMS:
            module = apps.get_app_config(room).module
            if module is not None and module_has_submodule(module, "home_blocks"):
                import_module(f"{module.__name__}.home_blocks")
