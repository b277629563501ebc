"""Addresses under /request/."""

from django.urls import path

from . import views

urlpatterns = [
    path("", views.request_appointment, name="request"),
    path("received/<str:reference>/", views.received, name="received"),
]
