"""Every platform call the sandbox answers."""

from publishing.channels.wechat.sandbox import (
    comments,
    diagnostics,
    drafts,
    mass,
    materials,
    publication,
    tokens,
)

APIS = (
    *tokens.APIS,
    *diagnostics.APIS,
    *materials.APIS,
    *drafts.APIS,
    *publication.APIS,
    *mass.APIS,
    *comments.APIS,
)
BY_PATH = {api.path: api for api in APIS}
