"""`make demo`: the whole of it on one machine, with sample content and the WeChat sandbox."""

import json
import signal
import sys
import time
from argparse import ArgumentParser
from typing import Any, NoReturn
from urllib.parse import urlsplit

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from config import demo_accounts
from config.processes import Ended, Processes, answers, port_is_taken

# SIGINT by name: whoever starts this in the background has it ignored otherwise.
_STOPPING = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


class Command(BaseCommand):
    help = "Set up sample content, then run website, runner and WeChat sandbox until Ctrl-C."
    # The database may not exist yet.
    requires_system_checks = []
    requires_migrations_checks = False

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--sandbox-port", type=int, help="port of the WeChat sandbox; default: the site's + 1"
        )

    def handle(self, *args: Any, sandbox_port: int | None, **options: Any) -> None:
        began = time.monotonic()
        for number in _STOPPING:
            signal.signal(number, _interrupt)
        port = urlsplit(settings.SITE_URL).port or 80
        sandbox_port = sandbox_port or port + 1
        self._refuse_taken(port)
        self._refuse_taken(sandbox_port, of_sandbox=True)
        try:
            self._set_up(sandbox_port)
            with Processes(settings.VAR / "log") as processes:
                self._run(processes, port, sandbox_port)
                self._print_addresses(time.monotonic() - began, sandbox_port)
                processes.wait_until(lambda: False)
        except Ended as ended:
            raise CommandError(
                _(
                    "%(name)s stopped unexpectedly. Its last words "
                    "(all of them: %(log)s):\n%(words)s"
                )
                % {"name": ended.name, "log": ended.log, "words": ended.last_words()}
            ) from None
        except KeyboardInterrupt:
            self.stdout.write("\n" + _("Everything has stopped. What was written is kept."))

    def _refuse_taken(self, port: int, *, of_sandbox: bool = False) -> None:
        if not port_is_taken(port):
            return
        if of_sandbox:
            raise CommandError(
                _(
                    "Port %(port)d, meant for the WeChat sandbox, is in use. Choose another pair: "
                    "PORT=%(other)d make demo"
                )
                % {"port": port, "other": port + 99}
            )
        raise CommandError(
            _(
                "Port %(port)d is in use, perhaps by an earlier demo. Stop that, or choose "
                "another: PORT=%(other)d make demo"
            )
            % {"port": port, "other": port + 100}
        )

    def _set_up(self, sandbox_port: int) -> None:
        self._say(_("Languages"))
        call_command("compile_catalogues", verbosity=0)
        self._say(_("Database"))
        call_command("migrate", verbosity=0, interactive=False)
        self._say(_("Sample content"))
        call_command("load_sample", accounts=True, stdout=self.stdout)
        demo_accounts.register(f"http://127.0.0.1:{sandbox_port}/")

    def _run(self, processes: Processes, port: int, sandbox_port: int) -> None:
        self._say(_("Website, runner and WeChat sandbox"))
        accounts = settings.VAR / "sandbox" / "accounts.json"
        accounts.parent.mkdir(parents=True, exist_ok=True)
        accounts.write_text(
            json.dumps(demo_accounts.in_sandbox(), ensure_ascii=False), encoding="utf-8"
        )
        processes.start(
            "sandbox",
            [
                "-m", "publishing.channels.wechat.sandbox",
                "--port", str(sandbox_port),
                "--db", str(accounts.with_name("state.sqlite3")),
                "--accounts", str(accounts),
            ],
        )  # fmt: skip
        processes.start(
            "web",
            [
                "-m", "gunicorn", "config.wsgi",
                "--bind", f"127.0.0.1:{port}",
                "--worker-class", "gthread", "--workers", "2", "--threads", "4",
                "--no-control-socket", "--log-level", "warning",
            ],
        )  # fmt: skip
        # The runner fetches pages to see that they are live, so the site comes first.
        self._wait_for(processes, f"{settings.SITE_URL}/healthz")
        self._wait_for(processes, f"http://127.0.0.1:{sandbox_port}/_sandbox/healthz")
        processes.start("fanout", ["manage.py", "fanout"])
        self._wait_for_deliveries(processes)

    def _wait_for(self, processes: Processes, address: str) -> None:
        if not processes.wait_until(lambda: answers(address), seconds=60):
            raise CommandError(_("%(address)s does not answer.") % {"address": address})

    def _wait_for_deliveries(self, processes: Processes) -> None:
        """After the first start there are hundreds: show how far they are."""
        from publishing import ledger

        moving = ledger.unsettled().filter(given_up=False)
        total = moving.count()
        if not total:
            return
        self._say(_("Releasing to website, feeds, search and WeChat"))
        shown = -1

        def done() -> bool:
            nonlocal shown
            left = moving.count()
            percent = 100 - 100 * left // max(total, 1)
            if percent // 5 != shown // 5:
                shown = percent
                self.stdout.write(
                    f"     {max(total - left, 0)} / {total}",
                    ending="\r" if self.stdout.isatty() else "\n",
                )
                self.stdout.flush()
            return left == 0

        processes.wait_until(done, seconds=180)
        self.stdout.write("")

    def _print_addresses(self, seconds: float, sandbox_port: int) -> None:
        from cms.sample.logins import LOGINS

        site = settings.SITE_URL
        rows = [
            (_("Website"), f"{site}/"),
            (_("Editors’ desk"), f"{site}/admin/"),
            (_("Delivery board"), f"{site}/admin/board/"),
            (_("WeChat sandbox"), f"http://127.0.0.1:{sandbox_port}/"),
        ]
        self.stdout.write("")
        for label, address in rows:
            self.stdout.write(f"  {self.style.SUCCESS(address)}  {label}")
        self.stdout.write("\n  " + _("Logins (name / password):"))
        for login in LOGINS:
            self.stdout.write(f"    {login.username} / {login.password}  {login.role}")
        self.stdout.write(
            "\n  "
            + _("Ready after %(seconds).0f s. Ctrl-C stops everything.") % {"seconds": seconds}
        )
        self.stdout.flush()

    def _say(self, words: str) -> None:
        self.stdout.write(f"── {words}")
        self.stdout.flush()


def _interrupt(*args: object) -> NoReturn:
    # A closed terminal or a polite kill stops the children as Ctrl-C does; impatient repetitions
    # must not cut the stopping short and leave some of them behind.
    for number in _STOPPING:
        signal.signal(number, signal.SIG_IGN)
    sys.stderr.flush()
    raise KeyboardInterrupt
