"""Keys that must exist before the first request and outlive every restart."""

import base64
import json
import os
import secrets
from pathlib import Path


def _write_once(path: Path, text: str) -> str:
    """Create `path` with mode 600, or return what another process put there first."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f"{path.name}.{os.getpid()}")
    draft.touch(mode=0o600)
    draft.write_text(text, encoding="ascii")
    try:
        # A hard link fails if the name is taken: the first process wins, whole.
        os.link(draft, path)
    except FileExistsError:
        return path.read_text(encoding="ascii")
    finally:
        draft.unlink()
    return text


def secret_key(var: Path) -> str:
    """Django's SECRET_KEY for installations that set none; made at the first start."""
    path = var / "secret_key"
    if path.exists():
        return path.read_text(encoding="ascii")
    return _write_once(path, secrets.token_urlsafe(64))


def field_keys(var: Path) -> dict[str, str]:
    """Keyring for secrets at rest: key id -> base64 of 32 bytes, newest first."""
    path = var / "field_keys.json"
    if path.exists():
        text = path.read_text(encoding="ascii")
    else:
        fresh = base64.b64encode(secrets.token_bytes(32)).decode("ascii")
        text = _write_once(path, json.dumps({"k1": fresh}))
    keys: dict[str, str] = json.loads(text)
    return keys
