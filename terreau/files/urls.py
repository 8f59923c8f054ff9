from django.urls import path

from . import views

app_name = "files"

urlpatterns = [
    path("<slug:key>/petit", views.small, name="small"),
    path("<slug:key>/page/<int:number>", views.page, name="page"),
    path("<slug:key>/<str:name>", views.file, name="file"),
]
