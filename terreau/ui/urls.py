"""The living page of components: for those who build, under tests and with TERREAU_DEBUG only."""

from django.conf import settings
from django.urls import path

from .style import style

app_name = "ui"
urlpatterns = [path("style/", style, name="style")] if settings.DEBUG or getattr(settings, "UNDER_TEST", False) else []
