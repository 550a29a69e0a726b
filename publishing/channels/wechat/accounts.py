"""Setting accounts up, and whose they are."""

from publishing.channels.wechat.models import PLATFORM, Account


def register(
    slug: str,
    *,
    name: str,
    appid: str,
    secret: str,
    association: str = "",
    base_url: str = PLATFORM,
    kind: str = Account.Kind.SUBSCRIPTION,
    publishes: str = Account.Ladder.PUBLISH,
    author: str = "",
) -> Account:
    """Create the account `wechat:<slug>`, or change it to exactly this. `association` is a slug,
    empty for the federation's own. Raises ValidationError for values that cannot be used."""
    account = Account.objects.filter(slug=slug).first() or Account(slug=slug)
    account.name, account.appid, account.secret = name, appid, secret
    account.association, account.base_url, account.kind = association, base_url, kind
    account.publishes, account.author = publishes, author
    account.full_clean()
    account.save()
    return account
