"""Addresses under /request/."""

from django.urls import path

from . import status_views, views

urlpatterns = [
    path("", views.request_appointment, name="request"),
    path("received/<str:reference>/", views.received, name="received"),
    path("status/", status_views.link_again, name="status_again"),
    path("status/<str:token>/", status_views.status, name="status"),
    path("status/<str:token>/calendar/", status_views.calendar, name="booked_time"),
]
