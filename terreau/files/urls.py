from django.urls import path

from . import views

app_name = "files"

urlpatterns = [
    path("<slug:key>/petit", views.small, name="small"),
    path("<slug:key>/<str:name>", views.file, name="file"),
]
