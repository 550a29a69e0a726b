from django.urls import path

from publishing.board import views

app_name = "publishing_board"
urlpatterns = [
    path("", views.board, name="board"),
    path("<int:pk>/", views.delivery, name="delivery"),
    path("<int:pk>/retry/", views.retry, name="retry"),
]
