"""Writing the first `.env` of a checkout: a demonstration site with keys of its own.

Needs nothing but Python, because it runs before anything is set up.
"""

import base64
import os
import secrets
from pathlib import Path

ENV_FILE = Path(__file__).resolve().parent.parent / ".env"

CONTENT = """\
# Written once by `make run`; nothing overwrites it. Exported values win over it.
# A real clinic sets DEMO=0 before its first start, and keeps copies of the keys:
# without them nobody can open what patients wrote.
DEMO=1
SECRET_KEY={secret_key}
SEALING_KEYS=1:{sealing_key}
INDEX_KEY={index_key}
ALLOWED_HOSTS=localhost,127.0.0.1,[::1]
DATABASE_URL=sqlite:///var/clinic.sqlite3
"""


def new_key() -> str:
    """Return 32 random bytes in base64."""
    return base64.b64encode(secrets.token_bytes(32)).decode()


def first_env() -> str:
    """Return the text of a new `.env`, different every time."""
    return CONTENT.format(
        secret_key=secrets.token_urlsafe(50),
        sealing_key=new_key(),
        index_key=new_key(),
    )


def write_once(path: Path, text: str) -> bool:
    """Write `text` to `path`, whole and readable by its owner only.

    Returns False, and changes nothing, where there is such a file already.
    """
    draft = path.with_name(f"{path.name}.{secrets.token_hex(8)}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with open(descriptor, "w", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        os.link(draft, path)
    except FileExistsError:
        return False
    finally:
        draft.unlink()
    return True


if __name__ == "__main__":
    if write_once(ENV_FILE, first_env()):
        print(f"Wrote {ENV_FILE}: a demonstration site with its own keys.")
