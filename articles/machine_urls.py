"""Addresses for machines, the same in every language."""

from django.urls import path

from .views import discovery, offline

urlpatterns = [
    path("sitemap.xml", discovery.sitemap, name="sitemap"),
    path("robots.txt", discovery.robots, name="robots"),
    path(".well-known/security.txt", discovery.security_contact, name="security"),
    path("service-worker.js", offline.worker, name="service_worker"),
    path("cards/<int:publication>.png", discovery.social_card, name="social_card"),
]
