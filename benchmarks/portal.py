"""A throw-away portal to measure in: an own SQLite file, or the database of BENCH_DATABASE_URL."""

import os
import tempfile
from pathlib import Path


def prepare() -> None:
    """Set Django up on an empty, migrated database. Call it before anything of the portal is imported."""
    folder = Path(tempfile.mkdtemp(prefix="dvk-bench-"))
    os.environ["DATABASE_URL"] = os.environ.get("BENCH_DATABASE_URL") or f"sqlite:///{folder}/bench.sqlite3"
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
    os.environ.pop("WORKER", None)

    import django  # noqa: PLC0415

    django.setup()

    from django.core.management import call_command  # noqa: PLC0415
    from django.utils import translation  # noqa: PLC0415

    call_command("migrate", verbosity=0)
    translation.activate("vi")
