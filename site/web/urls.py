"""Addresses of the public site that are not pages of the tree."""

from django.urls import path

from web.views import health, houses, picture, search, sitemap

app_name = "web"
urlpatterns = [
    path("search/", search.results, name="search"),
    path("pictures/<int:image>/<slug:mark>/<str:name>", picture.picture, name="picture"),
    path("houses.css", houses.colours, name="colours"),
    path("sitemap.xml", sitemap.sitemap, name="sitemap"),
    path("robots.txt", sitemap.robots, name="robots"),
    path("healthz", health.alive, name="healthz"),
    path("readyz", health.ready, name="readyz"),
]
