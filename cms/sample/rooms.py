"""The groups, collection and review of an association, found again from its page."""

from dataclasses import dataclass

from django.contrib.auth.models import Group
from wagtail.models import (
    Collection,
    GroupCollectionPermission,
    GroupPagePermission,
    Page,
    Workflow,
)


@dataclass(frozen=True, kw_only=True)
class Found:
    """`groups` by the right they give: editor, reviewer, head."""

    groups: dict[str, Group]
    collection: Collection | None
    workflow: Workflow | None


def rooms_of(page: Page) -> Found:
    """What `cms.associations.open_association` made beside the pages; told by rights, because
    names may have been changed since."""
    rights: dict[Group, set[str]] = {}
    for row in GroupPagePermission.objects.filter(page=page).select_related("group", "permission"):
        rights.setdefault(row.group, set()).add(row.permission.codename)
    groups: dict[str, Group] = {}
    for group, held in rights.items():
        if "publish_page" in held:
            groups.setdefault("head", group)
        elif "add_page" in held:
            groups.setdefault("editor", group)
        else:
            groups.setdefault("reviewer", group)
    owned = GroupCollectionPermission.objects.filter(
        group__in=list(rights), collection__depth__gt=1
    ).first()
    workflow = Workflow.objects.filter(workflow_pages__page=page).first()
    return Found(groups=groups, collection=owned.collection if owned else None, workflow=workflow)
