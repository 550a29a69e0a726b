"""The official accounts of the demo: one for the federation and for every association.

They exist twice, as in life: at the platform (here its sandbox) and in our register. The secrets
open nothing but a sandbox that listens on this machine alone.
"""

from typing import Any

from cms import houses
from publishing.channels.wechat import accounts

_OFFICE = "wenlian"
_MANY = [
    f"/cgi-bin/freepublish/{call}" for call in ("submit", "get", "batchget", "getarticle", "delete")
]


def _houses() -> list[houses.House]:
    federation = houses.federation()
    return [*([federation] if federation else []), *houses.associations()]


def _appid(house: houses.House) -> str:
    return f"wxdemo{house.slug or _OFFICE}"


def _secret(house: houses.House) -> str:
    return f"demo-secret-of-{house.slug or _OFFICE}"


def register(base_url: str) -> None:
    """Enter every account in our register, pointed at the sandbox at `base_url`."""
    for house in _houses():
        accounts.register(
            slug=house.slug or _OFFICE,
            name=house.name,
            association=house.slug,
            appid=_appid(house),
            secret=_secret(house),
            base_url=base_url,
        )


def in_sandbox() -> list[dict[str, Any]]:
    """The same accounts as the sandbox is told of them (sandbox.accounts.Account)."""
    return [
        {
            "appid": _appid(house),
            "secret": _secret(house),
            "name": house.name,
            "intro": f"{house.name}官方账号（练习）",
            # Loading the sample publishes a year's articles in a minute.
            "quota": dict.fromkeys(_MANY, 2000),
        }
        for house in _houses()
    ]
