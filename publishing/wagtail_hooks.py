"""The board in Wagtail's admin."""

from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import URLPattern, URLResolver, include, path, reverse_lazy
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem


class BoardMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return request.user.has_perm("publishing.use_board")


@hooks.register("register_admin_urls")
def board_urls() -> list[URLPattern | URLResolver]:
    return [path("board/", include("publishing.board.urls"))]


@hooks.register("register_admin_menu_item")
def board_menu_item() -> MenuItem:
    return BoardMenuItem(
        _("Delivery board"),
        reverse_lazy("publishing_board:board"),
        name="board",
        icon_name="table",
        order=150,
    )


@hooks.register("insert_global_admin_css")
def board_css() -> SafeString:
    return format_html('<link rel="stylesheet" href="{}">', static("publishing/board.css"))
