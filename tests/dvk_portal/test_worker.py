"""The worker beside the server: another one when it dies, none when the server ends."""

import os
import sys
from pathlib import Path

import pytest

from dvk_portal.worker import WorkerKeeper, is_wanted

TELLS = "open(sys.argv[1], 'w').write(str(os.getpid()))"


@pytest.fixture
def told(tmp_path: Path) -> Path:
    """A pipe on which a worker tells its number; reading waits for it."""
    pipe = tmp_path / "told"
    os.mkfifo(pipe)
    return pipe


def keeper(code: str, told: Path) -> WorkerKeeper:
    return WorkerKeeper((sys.executable, "-c", f"import os, signal, sys; {code}", str(told)), pause=0)


def test_a_worker_that_dies_is_followed_by_another(told: Path) -> None:
    kept = keeper(TELLS, told)
    kept.start()
    first, second = told.read_text(), told.read_text()
    kept.stop()
    assert first != second


def test_it_ends_with_the_server(told: Path) -> None:
    kept = keeper(f"{TELLS}; signal.pause()", told)
    kept.start()
    number = int(told.read_text())
    kept.stop()
    assert kept.process is not None
    assert kept.process.pid == number
    assert kept.process.returncode is not None
    assert not kept.thread.is_alive()


@pytest.mark.parametrize(
    ("value", "wanted"), [(None, True), ("1", True), ("0", False), ("false", False), ("", False)]
)
def test_the_environment_may_leave_it_away(
    monkeypatch: pytest.MonkeyPatch, value: str | None, wanted: bool
) -> None:
    monkeypatch.delenv("WORKER", raising=False)
    if value is not None:
        monkeypatch.setenv("WORKER", value)
    assert is_wanted() is wanted
