"""Secrets at rest: sealed, bound to their row, shown only where they are asked for."""

import base64
import pickle
import uuid
from copy import deepcopy

import pytest
from django.core.exceptions import FieldError, ValidationError
from django.core.management import CommandError, call_command

from publishing.channels.wechat import checks
from publishing.channels.wechat.keyring import (
    Keyring,
    KeyringUnusable,
    SecretUnreadable,
    UnknownKey,
)
from publishing.channels.wechat.models import Account
from publishing.channels.wechat.secrets import DOTS


def key(letter: bytes) -> str:
    return base64.b64encode(letter * 32).decode()


OLD, NEW = {"k1": key(b"a")}, {"k2": key(b"b"), "k1": key(b"a")}


def account(**fields: str) -> Account:
    return Account(
        **{"name": "书协", "slug": "shuxie", "appid": "wx1234", "secret": "geheim", **fields}
    )


def stored(row: Account) -> str:
    return Account.objects.get(pk=row.pk).secret.sealed()


def test_sealing_twice_differs_and_opens_alike() -> None:
    ring = Keyring(OLD)
    one, two = ring.seal("geheim", "row"), ring.seal("geheim", "row")
    assert one != two
    assert ring.open(one, "row") == ring.open(two, "row") == "geheim"


def test_what_was_sealed_for_another_row_does_not_open() -> None:
    ring = Keyring(OLD)
    with pytest.raises(SecretUnreadable):
        ring.open(ring.seal("geheim", "row 1"), "row 2")


def test_key_that_is_gone_is_named() -> None:
    sealed = Keyring(OLD).seal("geheim", "row")
    with pytest.raises(UnknownKey, match="k1"):
        Keyring({"k2": key(b"b")}).open(sealed, "row")


@pytest.mark.parametrize("token", ["", "nonsense", "v1.k1.x", "v9.k1.AAAA.AAAA", "v1.k1.é.é"])
def test_damaged_token_is_told(token: str) -> None:
    with pytest.raises(SecretUnreadable):
        Keyring(OLD).open(token, "row")


@pytest.mark.parametrize(
    "keys", [{}, {"k1": "short"}, {"k1": base64.b64encode(b"x" * 16).decode()}, {"a.b": key(b"a")}]
)
def test_unusable_keys_are_refused(keys: dict[str, str], settings: object) -> None:
    with pytest.raises(KeyringUnusable):
        Keyring(keys)
    settings.FIELD_KEYS = keys  # type: ignore[attr-defined]
    (error,) = checks.usable_keyring()
    assert error.id == "wechat.E001"


@pytest.mark.django_db
def test_row_keeps_no_plain_text(settings: object) -> None:
    settings.FIELD_KEYS = OLD  # type: ignore[attr-defined]
    row = account()
    row.save()
    assert stored(row).startswith("v1.k1.")
    fresh = Account.objects.get(pk=row.pk)
    assert fresh.secret.reveal() == "geheim"
    assert DOTS in f"{fresh.secret} {fresh.secret!r}"
    assert "geheim" not in f"{fresh.secret} {fresh.secret!r} {vars(fresh)}"


@pytest.mark.django_db
def test_secret_of_another_row_does_not_open() -> None:
    one, two = account(), account(slug="meixie", appid="wx5678")
    one.save()
    two.save()
    Account.objects.filter(pk=two.pk).update(secret=stored(one))
    with pytest.raises(SecretUnreadable):
        Account.objects.get(pk=two.pk).secret.reveal()


def test_secret_is_not_pickled_but_copies_of_a_row_keep_it() -> None:
    row = account()
    with pytest.raises(TypeError):
        pickle.dumps(row.secret)
    assert deepcopy(row).secret.reveal() == "geheim"


@pytest.mark.django_db
def test_secrets_cannot_be_searched_for() -> None:
    with pytest.raises(FieldError):
        Account.objects.filter(secret="geheim").exists()


def test_account_needs_a_secret() -> None:
    with pytest.raises(ValidationError, match="AppSecret"):
        account(secret="").full_clean(validate_unique=False, validate_constraints=False)


@pytest.mark.django_db
def test_rotation_seals_with_the_newest_key(settings: object) -> None:
    settings.FIELD_KEYS = OLD  # type: ignore[attr-defined]
    row = account()
    row.save()
    settings.FIELD_KEYS = NEW  # type: ignore[attr-defined]
    call_command("rotate_field_keys")
    assert stored(row).startswith("v1.k2.")
    settings.FIELD_KEYS = {"k2": key(b"b")}  # type: ignore[attr-defined]
    assert Account.objects.get(pk=row.pk).secret.reveal() == "geheim"


@pytest.mark.django_db
def test_rotation_names_what_it_cannot_open(settings: object) -> None:
    settings.FIELD_KEYS = OLD  # type: ignore[attr-defined]
    row = account()
    row.save()
    before = stored(row)
    Account.objects.update(uuid=uuid.uuid4())
    settings.FIELD_KEYS = NEW  # type: ignore[attr-defined]
    with pytest.raises(CommandError):
        call_command("rotate_field_keys")
    assert stored(row) == before
