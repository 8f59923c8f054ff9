from importlib import import_module

from django.apps import AppConfig, apps
from django.conf import settings
from django.utils.module_loading import module_has_submodule


class SpineConfig(AppConfig):
    """One act, one transaction, one line in the journal; everything derived follows from it."""

    name = "terreau.spine"
    label = "spine"

    def ready(self):
        """Let every room say which acts it follows, once all models exist."""
        for room in settings.ROOMS:
            module = apps.get_app_config(room).module
            if module is not None and module_has_submodule(module, "followers"):
                import_module(f"{module.__name__}.followers")
