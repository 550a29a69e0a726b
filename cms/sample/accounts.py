"""The demo's users and the office's group."""

from collections.abc import Mapping

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from wagtail.models import Collection, Page
from wagtail.users.models import UserProfile

from cms import associations
from cms.sample.logins import LOGINS, Login

OFFICE = "文联办公室"


def ensure_office(federation: Page) -> Group:
    """The group of the federation's office: every right on every page, and on every picture."""
    group, made = Group.objects.get_or_create(name=OFFICE)
    if not made:
        return group
    associations.admit(
        group,
        federation,
        ("add_page", "change_page", "publish_page", "lock_page", "unlock_page"),
        Collection.get_first_root_node(),
    )
    return group


def ensure_users(groups: Mapping[tuple[str, str], Group], password: str = "") -> list[str]:
    """Create the logins that are not there; gives the names of those made.

    `groups` by (association, rights). `password` replaces the one of LOGINS. A user of the same
    name that somebody else made is left alone.
    """
    users = get_user_model()
    made = []
    for login in LOGINS:
        if users.objects.filter(username=login.username).exists():
            continue
        user = users.objects.create_user(
            username=login.username,
            email=login.email,
            password=password or login.password,
            first_name=login.name,
            is_staff=login.rights == "admin",
            is_superuser=login.rights == "admin",
        )
        if login.rights != "admin":
            user.groups.add(groups[_place(login)])
        profile = UserProfile.get_for_user(user)
        profile.preferred_language = settings.LANGUAGE_CODE
        profile.current_time_zone = settings.TIME_ZONE
        profile.save()
        made.append(login.username)
    return made


def _place(login: Login) -> tuple[str, str]:
    return (login.association, login.rights)
