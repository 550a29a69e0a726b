"""`manage.py wechat_account SLUG …`: set an account up, or change it, without the admin."""

import getpass
import sys
from argparse import ArgumentParser
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from publishing.channels.wechat import accounts
from publishing.channels.wechat.models import PLATFORM, Account
from publishing.channels.wechat.probe import probe


class Command(BaseCommand):
    help = (
        "Set up or change the account wechat:SLUG, then test it. The AppSecret is asked for, or "
        "read from standard input; it is never an argument, which other users could see."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("slug", help="small letters, digits and hyphens")
        parser.add_argument("--appid", required=True)
        parser.add_argument("--name", help="default: the name it has, else its slug")
        parser.add_argument("--association", default="", help="slug; default: the federation's own")
        parser.add_argument("--base-url", default=PLATFORM, help="default: %(default)s")
        parser.add_argument(
            "--kind", choices=Account.Kind.values, default=Account.Kind.SUBSCRIPTION
        )
        parser.add_argument("--no-test", action="store_true", help="do not ask the platform")

    def handle(
        self,
        *args: Any,
        slug: str,
        appid: str,
        name: str | None,
        association: str,
        base_url: str,
        kind: str,
        no_test: bool,
        **options: Any,
    ) -> None:
        secret = _secret()
        if not secret:
            raise CommandError(_("No AppSecret was given."))
        before = Account.objects.filter(slug=slug).first()
        try:
            account = accounts.register(
                slug,
                name=name or (before.name if before else slug),
                appid=appid,
                secret=secret,
                association=association,
                base_url=base_url,
                kind=kind,
                author=before.author if before else "",
            )
        except ValidationError as error:
            raise CommandError("; ".join(error.messages)) from error
        self.stdout.write(
            _("The account “%(name)s” is set up as %(address)s.")
            % {"name": account.name, "address": f"wechat:{account.slug}"}
        )
        if no_test:
            return
        failed = False
        for line in probe(account):
            failed |= not line.ok
            self.stdout.write(f"  {'✓' if line.ok else '✗'} {line.what}: {line.sentence}")
        if failed:
            raise CommandError(_("The account is kept, but not everything works yet (see above)."))


def _secret() -> str:
    if sys.stdin.isatty():
        return getpass.getpass("AppSecret: ").strip()
    return sys.stdin.readline().strip()
