"""Accounts, their access tokens, and what was uploaded to each of them."""

import uuid
from typing import Any, cast

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator, URLValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from publishing.channels.wechat import limits
from publishing.channels.wechat.secrets import EncryptedField

PLATFORM = "https://api.weixin.qq.com/"


class Account(models.Model):
    """One official account. `slug` is the account part of its address, `wechat:<slug>`."""

    class Kind(models.TextChoices):
        SUBSCRIPTION = "subscription", _("Subscription account")
        SERVICE = "service", _("Service account")

    class Ladder(models.TextChoices):
        """How far the interface may go; unverified accounts lost the last rung in 2025 (A5)."""

        PUBLISH = "publish", _("Publishes by itself")
        DRAFT = "draft", _("Puts a draft in the box; a person publishes it")

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    name = models.CharField(_("name"), max_length=60)
    slug = models.SlugField(
        _("short name in addresses"),
        max_length=60,
        unique=True,
        help_text=_("Small letters, digits and hyphens. It cannot be changed later."),
    )
    # No foreign key: adapters see values, and the federation's own account has no association.
    association = models.CharField(
        _("association"),
        max_length=255,
        blank=True,
        help_text=_("Short name of the association in addresses; empty: the federation."),
    )
    appid = models.CharField(
        "AppID",
        max_length=64,
        unique=True,
        validators=[RegexValidator(r"^wx[0-9A-Za-z_-]+$", _("An AppID begins with wx."))],
        help_text=_("In the platform's back office under Settings, Basic configuration."),
    )
    secret = EncryptedField("AppSecret", help_text=_("Kept encrypted and never shown again."))
    base_url = models.CharField(
        _("address of the interface"),
        max_length=200,
        default=PLATFORM,
        validators=[URLValidator(schemes=["http", "https"])],
        help_text=_("The platform itself, or a sandbox for practice."),
    )
    kind = models.CharField(
        _("kind"), max_length=16, choices=Kind.choices, default=Kind.SUBSCRIPTION
    )
    publishes = models.CharField(
        _("right"),
        max_length=16,
        choices=Ladder.choices,
        default=Ladder.PUBLISH,
        help_text=_("“Test this account” finds out what the platform allows."),
    )
    author = models.CharField(
        _("author"),
        max_length=limits.AUTHOR.value,
        blank=True,
        help_text=_("Named where an article names nobody."),
    )

    class Meta:
        verbose_name = _("WeChat account")
        verbose_name_plural = _("WeChat accounts")
        ordering = ("association", "name")

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        before = Account.objects.filter(pk=self.pk).first() if self.pk else None
        super().save(*args, **kwargs)
        if before is not None and (before.appid, before.base_url) != (self.appid, self.base_url):
            # Another account, or the same one elsewhere: it knows nothing of what we uploaded.
            AccessToken.objects.filter(account=self).delete()
            Upload.objects.filter(account=self).delete()

    def clean(self) -> None:
        super().clean()
        if self.base_url and not self.base_url.endswith("/"):
            self.base_url += "/"
        if not self.secret:
            raise ValidationError({"secret": _("Enter the AppSecret.")})
        before = Account.objects.filter(pk=self.pk).values_list("base_url", flat=True).first()
        if before not in {None, self.base_url} and not self.secret.is_new:
            # The secret is sent to that address: whoever may change it could read the secret.
            raise ValidationError(
                {"secret": _("The address of the interface is another one: enter the AppSecret.")}
            )


class AccessToken(models.Model):
    """The one token all workers of an account share (A1: one refresher only).

    `lease_*` name the worker that is fetching a new one.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    account = models.OneToOneField(Account, on_delete=models.CASCADE, related_name="access_token")
    token = EncryptedField(blank=True, default="")
    expires_at = models.DateTimeField(null=True)
    lease = models.UUIDField(null=True)
    lease_until = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.account_id} until {self.expires_at:%F %T}" if self.expires_at else "none"

    def reveal(self) -> str:
        return cast("str", self.token.reveal())


class Upload(models.Model):
    """A picture the platform holds. Nothing is uploaded twice to an account for one purpose."""

    class Purpose(models.TextChoices):
        BODY = "body", _("picture in the text")
        COVER = "cover", _("cover")

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="uploads")
    purpose = models.CharField(max_length=8, choices=Purpose.choices)
    # `ImageRef.digest`: of the original, so that a second use costs not even the conversion.
    digest = models.CharField(max_length=64)
    # Body pictures are known by their URL, covers by their media_id (A3).
    url = models.URLField(max_length=1024, blank=True)
    media_id = models.CharField(max_length=128, blank=True)
    uploaded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["account", "purpose", "digest"], name="wechat_uploaded_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.purpose} {self.digest[:12]}"
