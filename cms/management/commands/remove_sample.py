"""`manage.py remove_sample`: the sample content, taken away again."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.utils import translation

from cms.sample import removing


class Command(BaseCommand):
    help = "Remove the sample content; what editors made stays."

    def handle(self, *args: Any, **options: Any) -> None:
        with translation.override(settings.LANGUAGE_CODE):
            removing.remove(lambda words: self.stdout.write(f"   {words}"))
