"""`manage.py load_sample`: the sample content, made or completed."""

import time
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import translation

from cms.sample import loading, sources


class Command(BaseCommand):
    help = "Load the sample content of an invented city; what is there already is left alone."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--password", default="", help="password of the demo's logins")
        parser.add_argument(
            "--tiny", action="store_true", help="plain cards in place of drawn pictures, for tests"
        )

        parser.add_argument(
            "--accounts",
            action="store_true",
            help="tick each association's WeChat account, wechat:<slug>, as the demo sets it up",
        )

    def handle(self, *args: Any, password: str, tiny: bool, accounts: bool, **options: Any) -> None:
        began = time.monotonic()
        try:
            sources.require()
            # Sections and groups are named in the city's language, whoever runs the command.
            with translation.override(settings.LANGUAGE_CODE):
                made = loading.load(
                    self._say,
                    tiny=tiny,
                    password=password,
                    channel_of=lambda slug: f"wechat:{slug or 'wenlian'}" if accounts else "",
                )
        except (sources.SourcesMissing, loading.NotEmpty) as error:
            raise CommandError(str(error)) from error
        seconds = time.monotonic() - began
        if made:
            self._say(f"示例内容已装好，用时 {seconds:.0f} 秒")
        else:
            self._say("示例内容齐全，无需改动")

    def _say(self, words: str) -> None:
        self.stdout.write(f"   {words}")
        self.stdout.flush()
