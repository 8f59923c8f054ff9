from importlib import import_module

from django.apps import AppConfig, apps
from django.conf import settings
from django.contrib.auth.signals import user_logged_in
from django.utils.module_loading import module_has_submodule


class PeopleConfig(AppConfig):
    """People: how they come in, what they say of themselves, what is theirs to take or to erase."""

    name = "terreau.people"
    label = "people"

    def ready(self):
        """Let every room say what it knows of people and who it lets in, once all models exist."""
        from . import datamap_here, mine, second_factor, sessions  # noqa: F401

        user_logged_in.connect(sessions.begin, dispatch_uid="terreau.people.sessions.begin")
        for room in settings.ROOMS:
            module = apps.get_app_config(room).module
            if room == self.label or module is None:
                continue
            for name in ("footprint", "doors", "datamap"):
                if module_has_submodule(module, name):
                    import_module(f"{module.__name__}.{name}")
