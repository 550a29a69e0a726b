"""`manage.py import_article FILE... --association SLUG [--user NAME]`: files become drafts."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from cms.imports import report
from cms.imports.importing import NoSection, import_file, section_of


class Command(BaseCommand):
    help = (
        "Make drafts of files (.txt, .md, .html, .docx). Every file is its own transaction; "
        "exit status 1 says that at least one of them was refused."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("files", metavar="FILE", nargs="+", type=Path)
        parser.add_argument(
            "--association",
            metavar="SLUG",
            required=True,
            help='slug of the association whose drafts these become; "" for the federation',
        )
        parser.add_argument("--user", metavar="NAME", help="login of the drafts' owner")

    def handle(self, *args: Any, **options: Any) -> None:
        association: str = options["association"]
        user = _user(options["user"])
        try:
            section_of(association)
        except NoSection as error:
            raise CommandError(report.said(error.sentence)) from error
        refused = 0
        files: list[Path] = options["files"]
        for path in files:
            outcome = import_file(path, path.name, association, user)
            stream = self.stdout
            if outcome.refusal is not None:
                refused += 1
                stream = self.stderr
            for line in report.lines(outcome):
                stream.write(line)
        if refused:
            raise CommandError(
                _("%(refused)d of %(count)d files were not imported.")
                % {"refused": refused, "count": len(files)}
            )


def _user(name: str | None) -> Any:
    if name is None:
        return None
    model = get_user_model()
    user = model.objects.filter(**{model.USERNAME_FIELD: name}).first()
    if user is None:
        raise CommandError(_("There is no user “%(name)s”.") % {"name": name})
    return user
