"""The secret key of a portal that serves only its own machine."""

import os
import secrets
from pathlib import Path


def machine_key(path: Path) -> str:
    """The key kept in `path`, made there on first use and readable by its owner alone.

    Two processes that start at once agree: the file appears whole, and the first one wins.
    """
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        draft = path.with_name(f"{path.name}.{os.getpid()}")
        draft.touch(mode=0o600)
        draft.write_text(secrets.token_urlsafe(64), encoding="ascii")
        try:
            path.hardlink_to(draft)
        except FileExistsError:
            pass
        finally:
            draft.unlink()
    return path.read_text(encoding="ascii").strip()
