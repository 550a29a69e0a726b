"""Doors of the publishing house that are not in the admin."""

from django.urls import include, path

urlpatterns = [
    path("", include("publishing.channels.feeds.urls")),
]
