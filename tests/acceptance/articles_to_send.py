"""Run as a script: a federation, one WeChat account, and articles that wait for their turn.

    python -m tests.acceptance.articles_to_send COUNT ADDRESS APPID SECRET

Prints the ids of the deliveries, one a line. Each article has a picture of its own, so that every
step of the way is taken for each.
"""

import sys

import django


def main(count: int, address: str, appid: str, secret: str) -> None:
    from django.core.management import call_command

    call_command("migrate", verbosity=0)

    from publishing.channels.wechat import accounts
    from publishing.models import Delivery
    from tests.factories import pages

    accounts.register(
        "shuxie",
        name="兰亭书协",
        appid=appid,
        secret=secret,
        association="shuxie",
        base_url=f"{address}/",
    )
    owner = pages.association("shuxie")
    for number in range(count):
        picture = pages.picture(width=300 + number, height=200)
        page = pages.article(
            owner,
            title=f"第{number + 1}篇",
            channels=["wechat:shuxie"],
            body=[pages.paragraph("永和九年。"), ("image", {"image": picture, "caption": ""})],
        )
        rows = Delivery.objects.filter(article=page.pk)
        # The others are none of this test's business; this one waits to be called.
        rows.exclude(channel="wechat:shuxie").delete()
        row = rows.get()
        rows.update(given_up=True)
        sys.stdout.write(f"{row.pk}\n")


if __name__ == "__main__":
    django.setup()
    main(int(sys.argv[1]), *sys.argv[2:])
