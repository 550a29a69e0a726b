"""`/feeds/site.xml`, `/feeds/shuxie.atom`, `/feeds/shuxie.json`."""

from django.urls import re_path

from publishing.channels.feeds import views

app_name = "feeds"
urlpatterns = [
    re_path(r"^feeds/(?P<name>[-\w]+)\.(?P<suffix>xml|atom|json)$", views.feed, name="feed"),
]
