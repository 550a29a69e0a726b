"""WeChat accounts as channels: `wechat:<account>`."""

from collections.abc import Mapping

from publishing.contract import Channel, ChannelGroup, NoSuchChannel, Offer


class WeChatChannels(ChannelGroup):
    def at(self, account: str) -> Channel:
        raise NoSuchChannel(account)

    def offers(self, association: str) -> list[Offer]:
        return []

    def labels(self) -> Mapping[str, str]:
        return {}
