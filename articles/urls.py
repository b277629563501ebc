"""Addresses of what patients read."""

from django.urls import path

from .views import discovery, feedback, places, reading

urlpatterns = [
    path("", reading.home, name="home"),
    path("articles/", reading.article_list, name="articles"),
    path("articles/<slug:slug>/", reading.article, name="article"),
    path("articles/<slug:slug>/helpful/", feedback.helpful, name="helpful"),
    path("treatments/<slug:slug>/", places.treatment, name="treatment"),
    path("costs/", places.fixed, {"place": "costs"}, name="costs"),
    path("privacy/", places.fixed, {"place": "privacy"}, name="privacy"),
    path(
        "accessibility/",
        places.fixed,
        {"place": "accessibility"},
        name="accessibility",
    ),
    path("help-now/", places.help_now, name="help_now"),
    path(
        "language-help/",
        places.fixed,
        {"place": "language_help"},
        name="language_help",
    ),
    path(
        "is-this-for-you/",
        places.fixed,
        {"place": "is_this_for_you"},
        name="is_this_for_you",
    ),
    path("team/", places.team, name="team"),
    path("locations/", places.locations, name="locations"),
    path("feed/", discovery.NewestPages(), name="feed"),
]
