"""A model field whose value is sealed at rest and shows itself only where it is asked to.

    secret = EncryptedField(_("secret"))
    account.secret = "…"              # sealed when the row is saved
    account.secret.reveal()           # the only way to the text
    bool(account.secret)              # is one there?

`repr`, `str`, templates, logs and error pages show dots. The model must have a `uuid` field: it
binds the ciphertext to its row, so that one copied from another row does not open.
"""

from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models.query_utils import DeferredAttribute
from django.utils.translation import gettext_lazy as _

from publishing.channels.wechat.keyring import Keyring

DOTS: Final = "••••••"
_SERIALISED: Final = "sealed:"


class Secret:
    """A sealed token, or a text not saved yet, together with the row it belongs to."""

    __slots__ = ("_field", "_fresh", "_owner", "_token")

    def __init__(
        self,
        *,
        token: str = "",
        fresh: str = "",
        field: "EncryptedField | None" = None,
        owner: models.Model | None = None,
    ) -> None:
        self._token, self._fresh, self._field, self._owner = token, fresh, field, owner

    def bound(self, field: "EncryptedField", owner: models.Model) -> "Secret":
        return Secret(token=self._token, fresh=self._fresh, field=field, owner=owner)

    def reveal(self) -> str:
        """The text, empty if there is none. Raises UnknownKey or SecretUnreadable."""
        if self._fresh or not self._token:
            return self._fresh
        if self._field is None or self._owner is None:
            raise ValueError("a secret can be opened only through the row it belongs to")
        return Keyring.from_settings().open(self._token, self._field.belongs_to(self._owner))

    def sealed(self) -> str:
        """The token to store."""
        if self._fresh:
            if self._field is None or self._owner is None:
                raise ValueError("a secret can be sealed only through the row it belongs to")
            belongs_to = self._field.belongs_to(self._owner)
            self._token, self._fresh = Keyring.from_settings().seal(self._fresh, belongs_to), ""
        return self._token

    @property
    def is_new(self) -> bool:
        """It was given just now and is not stored yet."""
        return bool(self._fresh)

    def __bool__(self) -> bool:
        return bool(self._token or self._fresh)

    def __str__(self) -> str:
        return DOTS if self else ""

    def __repr__(self) -> str:
        return f"<Secret {self}>"

    def __reduce__(self) -> Any:
        # Caches and task arguments pickle: neither may carry a secret.
        raise TypeError("a secret cannot be pickled")

    def __deepcopy__(self, memo: dict[int, Any]) -> "Secret":
        return self


class _SecretAttribute(DeferredAttribute):
    field: "EncryptedField"

    def __set__(self, instance: models.Model, value: object) -> None:
        instance.__dict__[self.field.attname] = self.field.to_python(value).bound(
            self.field, instance
        )


class SecretInput(forms.PasswordInput):
    """Write-only: never shows what is stored, says whether something is."""

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        hint = {"placeholder": _("Stored. Leave empty to keep it.")} if value else {}
        return super().get_context(name, None, {"autocomplete": "off", **hint, **(attrs or {})})


class EncryptedField(models.TextField):  # type: ignore[type-arg] # not subscriptable at run time
    """Text sealed with `settings.FIELD_KEYS`. Cannot be filtered on."""

    descriptor_class = _SecretAttribute

    def belongs_to(self, owner: models.Model) -> str:
        """The associated data: app.model.field and the row's uuid."""
        return f"{owner._meta.label_lower}.{self.name}:{owner.uuid}"  # type: ignore[attr-defined]

    def from_db_value(self, value: str | None, *_: object) -> Secret:
        return Secret(token=value or "")

    def to_python(self, value: object) -> Secret:
        if isinstance(value, Secret):
            return value
        if isinstance(value, str) and value.startswith(_SERIALISED):
            return Secret(token=value.removeprefix(_SERIALISED))
        return Secret(fresh=str(value or ""))

    def pre_save(self, model_instance: models.Model, add: bool) -> str:
        secret: Secret = getattr(model_instance, self.attname)
        return secret.sealed()

    def get_prep_value(self, value: Any) -> Any:
        return value.sealed() if isinstance(value, Secret) else value

    def value_to_string(self, obj: models.Model) -> str:
        secret: Secret = getattr(obj, self.attname)
        return f"{_SERIALISED}{secret.sealed()}" if secret else ""

    def validate(self, value: Any, model_instance: models.Model | None) -> None:
        if not self.blank and not value:
            raise ValidationError(self.error_messages["blank"], code="blank")

    def run_validators(self, value: Any) -> None:
        """Validators would see, and might show, the text."""

    def get_lookup(self, lookup_name: str) -> None:
        """A sealed value differs at every sealing: comparing in the database is always wrong."""
        return

    def formfield(self, **kwargs: Any) -> Any:
        return forms.CharField(
            label=kwargs.get("label", self.verbose_name),
            help_text=kwargs.get("help_text", self.help_text),
            # Empty means "as it is"; a row without one is told by the model's own clean().
            required=False,
            widget=SecretInput,
        )

    def value_from_object(self, obj: models.Model) -> Any:
        return DOTS if getattr(obj, self.attname) else ""

    def save_form_data(self, instance: models.Model, data: Any) -> None:
        if data and data != DOTS:
            setattr(instance, self.attname, data)
