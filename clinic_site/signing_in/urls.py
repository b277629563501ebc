"""The addresses of the door: only what staff need, and no way to sign up."""

from django.urls import path

from . import invitation_views

urlpatterns = [
    path("invitation/<str:token>/", invitation_views.accept, name="invitation"),
]
