"""The editing form of releasable pages."""

from itertools import count
from typing import Any

from django import forms
from django.utils.html import format_html
from django.utils.translation import gettext as _
from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.models import Page

from cms import channels, library
from cms.slugs import slug_from_title


class ReleasablePageForm(WagtailAdminPageForm):
    """Offers the channels of the page's own association, with a sentence beside each."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            # Django turns it on for a default that is a function (the date); Wagtail renders no
            # hidden field, so that every approval would count as an edit and leave a draft.
            field.show_hidden_initial = False
        if "slug" in self.fields:
            self.fields["slug"].required = False
            self.fields["slug"].help_text = _(
                "The end of the page's address. Left empty, it is made from the title in pinyin."
            )
        if "channels" not in self.fields:
            return
        from cms.associations import owner_slug

        page = self.instance if self.instance.pk else self.parent_page
        offered = channels.choices_for(owner_slug(page))
        known = {choice.address for choice in offered}
        field = forms.MultipleChoiceField(
            label=_("Channels"),
            required=False,
            widget=forms.CheckboxSelectMultiple,
            choices=[
                (
                    choice.address,
                    format_html("{} <small>{}</small>", choice.label, choice.remark)
                    if choice.remark
                    else choice.label,
                )
                for choice in offered
            ]
            # A ticked account that was closed since stays visible, so that saving drops nothing.
            + [
                (address, _("%(address)s (no longer offered)") % {"address": address})
                for address in self.instance.channels or []
                if address not in known
            ],
            help_text=_(
                "Website, feeds and search always receive it. Unticking a channel and publishing "
                "again withdraws the article there."
            )
            if offered
            else _("No account has been set up for this association yet."),
        )
        self.fields["channels"] = field
        self.initial["channels"] = list(self.instance.channels or [])

    def clean(self) -> Any:
        title = self.cleaned_data.get("title")
        if "slug" in self.fields and title and not self.cleaned_data.get("slug"):
            self.cleaned_data["slug"] = self._free_slug(slug_from_title(title))
        cleaned = super().clean()
        if self.for_user is not None:
            self._refuse_what_belongs_to_others()
        return cleaned

    def _refuse_what_belongs_to_others(self) -> None:
        # Not yet changed by this form: what the page uses already, whoever put it there, stays.
        before = library.held_by(self.instance)
        rows = [row for formset in self.formsets.values() for row in formset.forms]
        for form in (self, *(row for row in rows if row.is_valid())):
            for field, held in list(library.named_in(form)):
                if held not in before and not library.may_use(self.for_user, held):
                    form.add_error(
                        field,
                        _(
                            "The image or file no. %(number)s is not in your association's "
                            "library. Choose another one."
                        )
                        % {"number": held[1]},
                    )

    def _free_slug(self, wished: str) -> str:
        candidates = (wished if number == 1 else f"{wished}-{number}" for number in count(1))
        return next(
            slug
            for slug in candidates
            if Page._slug_is_available(slug, self.parent_page, self.instance)
        )

    def _post_clean(self) -> None:
        super()._post_clean()  # type: ignore[misc]
        # A draft may be half-filled; what a channel would refuse is told when it is submitted.
        if self.is_deferred_validation or self.errors or "channels" not in self.fields:
            return
        from cms.export import document_of_page

        for objection in channels.preflight(document_of_page(self.instance)):
            field = objection.field if objection.field in self.fields else None
            self.add_error(field, f"{objection.channel}: {objection.sentence}")
