from importlib import import_module

from django.apps import AppConfig, apps
from django.conf import settings
from django.utils.module_loading import module_has_submodule


class FilesConfig(AppConfig):
    """What people upload."""

    name = "terreau.files"
    label = "files"

    def ready(self):
        """Let every room say what it hangs files from (its `attaching.py`), before anything is swept."""
        for room in settings.ROOMS:
            module = apps.get_app_config(room).module
            if module is not None and module_has_submodule(module, "attaching"):
                import_module(f"{module.__name__}.attaching")
