"""Addresses of what patients read."""

from django.urls import path

from . import views

urlpatterns = [
    path("", views.home, name="home"),
    path("articles/", views.article_list, name="articles"),
    path("articles/<slug:slug>/", views.article, name="article"),
]
