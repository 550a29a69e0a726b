"""Seal every stored secret again with the newest key."""

from typing import Any

from django.apps import apps
from django.core.management.base import BaseCommand, CommandError
from django.db.models import TextField
from django.db.models.functions import Cast
from django.utils.translation import gettext as _

from publishing.channels.wechat.keyring import Keyring, SecretError
from publishing.channels.wechat.secrets import EncryptedField, Secret


class Command(BaseCommand):
    help = "Seal every stored secret with the newest of FIELD_KEYS, so that older keys can go."

    def handle(self, *args: Any, **options: Any) -> None:
        ring = Keyring.from_settings()
        done, unreadable = 0, []
        for model in apps.get_models():
            fields = [f for f in model._meta.concrete_fields if isinstance(f, EncryptedField)]
            for row in model._default_manager.iterator() if fields else ():
                for field in fields:
                    secret: Secret = getattr(row, field.attname)
                    token = secret.sealed()
                    if not token or ring.is_newest(token):
                        continue
                    try:
                        fresh = ring.seal(secret.reveal(), field.belongs_to(row))
                    except SecretError as error:
                        unreadable.append(f"{row._meta.verbose_name} {row.pk}: {error}")
                        continue
                    # Only if nobody saved another one meanwhile.
                    rows = model._default_manager.annotate(as_read=Cast(field.name, TextField()))
                    done += rows.filter(pk=row.pk, as_read=token).update(**{field.name: fresh})
        self.stdout.write(
            _("%(number)d secrets sealed with key %(key)s.")
            % {
                "number": done,
                "key": ring.newest,
            }
        )
        if unreadable:
            raise CommandError(
                _("These could not be opened and stay as they are:") + "\n" + "\n".join(unreadable)
            )
