"""Accounts in Wagtail's admin: for the federation's office, by explicit permission."""

from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import URLPattern, path, reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, MultiFieldPanel, ObjectList
from wagtail.admin.ui.menus import MenuItem
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.admin.widgets.button import Button

from cms import houses
from publishing.channels.wechat.models import Account
from publishing.channels.wechat.probe import probe


def _owners() -> list[tuple[str, Any]]:
    return [("", _("The federation"))] + [
        (house.slug, house.short_name) for house in houses.associations()
    ]


class AccountForm(WagtailAdminModelForm):
    """`association` is chosen among those that exist; `slug` is given once."""

    association = forms.ChoiceField(label=_("Association"), choices=_owners, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk and "slug" in self.fields:
            self.fields["slug"].disabled = True


def _may(request: HttpRequest) -> bool:
    return bool(request.user.has_perm("wechat.change_account"))


def _test_url(account: Account) -> str:
    return reverse("wechat_accounts:test", args=[account.pk])


class AccountIndexView(generic.IndexView):
    def get_list_more_buttons(self, instance: Account) -> list[Any]:
        buttons: list[Any] = super().get_list_more_buttons(instance)
        if _may(self.request):
            buttons.append(
                MenuItem(
                    str(_("Test this account")), _test_url(instance), icon_name="check", priority=15
                )
            )
        return buttons


class AccountEditView(generic.EditView):
    @cached_property
    def header_more_buttons(self) -> list[Any]:  # type: ignore[override] # as in Wagtail's own
        test = Button(
            _("Test this account"), url=_test_url(self.object), icon_name="check", priority=5
        )
        return [test, *super().header_more_buttons]


@require_safe
def account_test(request: HttpRequest, pk: int) -> HttpResponse:
    """The probe's findings. A GET on purpose: it changes nothing at the platform, and a POST
    would hold the database's write lock (config.middleware.AtomicWrites) while WeChat answers."""
    if not _may(request):
        raise PermissionDenied
    account = get_object_or_404(Account, pk=pk)
    context = {
        "account": account,
        "lines": probe(account),
        "header_title": _("Test of the account"),
        "header_icon": "check",
        "page_title": _("Test of the account"),
        "page_subtitle": account.name,
        "breadcrumbs_items": [
            {"url": reverse("wagtailadmin_home"), "label": _("Home")},
            {"url": reverse("wechat_accounts:index"), "label": _("WeChat accounts")},
            {"url": reverse("wechat_accounts:edit", args=[pk]), "label": account.name},
            {"url": "", "label": _("Test of the account")},
        ],
    }
    return render(request, "publishing/wechat/account_test.html", context)


class AccountViewSet(ModelViewSet):
    model = Account
    name = "wechat_accounts"
    url_prefix = "wechat-accounts"
    icon = "mail"
    menu_label = _("WeChat accounts")
    menu_order = 160  # type: ignore[assignment] # Wagtail's default is None
    add_to_admin_menu = True
    copy_view_enabled = False
    list_display = ("name", "association", "kind", "publishes")
    list_filter = ("publishes", "kind")
    index_view_class = AccountIndexView
    edit_view_class = AccountEditView
    edit_handler = ObjectList(
        [
            MultiFieldPanel(
                [FieldPanel("name"), FieldPanel("slug"), FieldPanel("association")],
                heading=_("Account"),
            ),
            MultiFieldPanel(
                [FieldPanel("appid"), FieldPanel("secret"), FieldPanel("base_url")],
                heading=_("Interface"),
            ),
            MultiFieldPanel(
                [FieldPanel("kind"), FieldPanel("publishes"), FieldPanel("author")],
                heading=_("Publishing"),
            ),
        ],
        base_form_class=AccountForm,
    )

    def get_urlpatterns(self) -> list[URLPattern]:
        return [*super().get_urlpatterns(), path("test/<int:pk>/", account_test, name="test")]
