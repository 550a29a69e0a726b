"""Where renditions live. Originals have no address: they are kept, never served (design 8)."""

from django.urls import path

from media import views

app_name = "media"
urlpatterns = [path("images/<str:name>", views.rendition, name="rendition")]
