from importlib import import_module

from django.apps import AppConfig, apps
from django.conf import settings
from django.utils.module_loading import module_has_submodule


class SpineConfig(AppConfig):
    """One act, one transaction, one line in the journal; everything derived follows from it."""

    name = "terreau.spine"
    label = "spine"

    def ready(self):
        """Let every room say what of it is searched, then which acts it follows, once all models exist."""
        for name in ("searchable", "followers"):
            for room in settings.ROOMS:
                module = apps.get_app_config(room).module
                if module is not None and module_has_submodule(module, name):
                    import_module(f"{module.__name__}.{name}")
