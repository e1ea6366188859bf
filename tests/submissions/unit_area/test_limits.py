"""How often something may be asked for."""

import datetime
from pathlib import Path
from typing import Any

import time_machine

from submissions.unit_area.limits import within

FILES = "django.core.cache.backends.filebased.FileBasedCache"


def test_the_hour_is_an_hour_in_a_cache_of_files_too(settings: Any, tmp_path: Path) -> None:
    settings.CACHES = settings.CACHES | {"shared": {"BACKEND": FILES, "LOCATION": str(tmp_path)}}
    with time_machine.travel("2024-02-15T08:00:00+07:00", tick=False) as clock:
        assert [within(2, "letter", "a@example.vn") for _time in range(3)] == [True, True, False]
        clock.shift(datetime.timedelta(minutes=50))
        assert not within(2, "letter", "a@example.vn")
        clock.shift(datetime.timedelta(minutes=11))
        assert within(2, "letter", "a@example.vn")
