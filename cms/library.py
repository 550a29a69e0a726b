"""What a form takes from the library of images and files, and whether its user may.

Wagtail's choosers *show* people what they may choose, but its forms accept any number: whoever
wrote another association's number into the form could put its unpublished pictures and the
originals of its imports before everybody.
"""

from collections.abc import Iterator
from typing import Any

from django.db.models import ForeignKey, Model
from modelcluster.models import get_all_child_relations
from wagtail.documents.models import AbstractDocument
from wagtail.images.models import AbstractImage
from wagtail.models import Page
from wagtail.permissions import policy_registry

#: An image's or file's model and number.
Held = tuple[type[Model], int]

_KINDS = (AbstractImage, AbstractDocument)


def held_by(page: Page) -> set[Held]:
    """The images and files a page uses as it is in memory, its attachments and pictures too."""
    found = set(_named_in(page, {field.name: _value(page, field) for field in _fields(page)}))
    for relation in get_all_child_relations(page):
        for child in getattr(page, relation.get_accessor_name()).all():
            values = {field.name: _value(child, field) for field in _fields(child)}
            found.update(_named_in(child, values))
    return found


def named_in(form: Any) -> Iterator[tuple[str, Held]]:
    """The images and files of one cleaned form, each with the field that names it."""
    for field in _fields(form.instance):
        if field.name in form.fields:
            value = form.cleaned_data.get(field.name)
            for held in _named_in(form.instance, {field.name: value}):
                yield field.name, held


def may_use(user: Any, held: Held) -> bool:
    """Whether the user may choose that image or file, or may change it."""
    model, number = held
    item = model._default_manager.filter(pk=number).first()
    if item is None:
        # It is gone: nothing of it can be shown.
        return True
    policy = policy_registry.get_by_type(model)
    return bool(policy.user_has_any_permission_for_instance(user, ["choose", "change"], item))


def _fields(owner: Model) -> list[Any]:
    return list(owner._meta.concrete_fields)


def _value(owner: Model, field: Any) -> Any:
    # A foreign key's number costs no query; the object itself would.
    return getattr(owner, field.attname)


def _named_in(owner: Model, values: dict[str, Any]) -> Iterator[Held]:
    for name, value in values.items():
        field = owner._meta.get_field(name)
        if not value:
            continue
        if isinstance(field, ForeignKey):
            if issubclass(field.related_model, _KINDS):
                yield field.related_model, int(getattr(value, "pk", value))
        elif hasattr(field, "extract_references"):
            for model, number, *_path in field.extract_references(value):
                if issubclass(model, _KINDS):
                    yield model, int(number)
