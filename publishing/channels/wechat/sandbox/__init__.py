"""公众号练习环境: a server that behaves like api.weixin.qq.com, as strict as facts A11 asks.

It is its own process (``python -m publishing.channels.wechat.sandbox``), knows nothing of Django
or of the adapter it judges, and keeps its state in one SQLite file. ``process.running_sandbox``
starts it for tests and the demo. docs/wechat-sandbox.md describes it.
"""
