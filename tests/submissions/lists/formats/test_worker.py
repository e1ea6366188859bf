import os
import select
import signal
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from django.utils.translation import gettext as _
from django.utils.translation import override

from submissions.lists.formats import worker
from submissions.lists.formats.limits import MAX_MEMORY, RefusedFile
from submissions.lists.formats.worker import in_worker

TOO_MUCH = "The file takes too much time or memory to read. Copy the list into a new file and send that."


def joined(*words: str) -> str:
    return " ".join(words)


def refuse() -> None:
    raise RefusedFile(_("The file is empty. Choose the file with the list again."))


def loop_in_c(size: int) -> int:
    # One long call into C: no Python code of the process gets a turn.
    return sum(range(size))


def allocate() -> int:
    kept = [bytes([number % 251]) * (8 * 1024 * 1024) for number in range(1000)]
    return len(kept)


def allocate_a_little(megabytes: int) -> int:
    return len(bytearray(megabytes * 1024 * 1024))


def exit_at_once() -> None:
    os._exit(3)


def crash() -> None:
    os.kill(os.getpid(), signal.SIGSEGV)


def fail() -> None:
    raise ZeroDivisionError("a bug")


def something_that_cannot_be_pickled() -> object:
    return threading.Lock()


def process_ids() -> tuple[int, int]:
    return os.getpid(), os.getppid()


def meet(path: str, flags: int) -> int:
    """Open one end of a named pipe, which waits until another process opens the other end."""
    os.close(os.open(path, flags))
    return flags


def refusal(function: object, *args: object, seconds: float = 30) -> str:
    with pytest.raises(RefusedFile) as caught:
        in_worker(function, *args, seconds=seconds)  # type: ignore[arg-type]
    return str(caught.value)


def test_results_come_through() -> None:
    assert in_worker(joined, "Dân vận", "khéo") == "Dân vận khéo"


def test_ten_megabytes_come_and_go() -> None:
    data = os.urandom(10 * 1024 * 1024)
    assert in_worker(bytes, data) == data


def test_refusals_come_through_in_the_language_of_the_caller() -> None:
    with override("vi"):
        in_vietnamese = refusal(refuse)
    with override("en"):
        assert refusal(refuse) == "The file is empty. Choose the file with the list again."
    assert in_vietnamese == "Tệp rỗng. Hãy chọn lại tệp danh sách."


def test_a_function_that_takes_too_long_is_ended() -> None:
    in_worker(joined)
    started = time.monotonic()
    assert refusal(loop_in_c, 10**12, seconds=0.5) == _(TOO_MUCH)
    assert 0.4 < time.monotonic() - started < 8


@pytest.mark.parametrize("function", [allocate, exit_at_once, crash, fail, something_that_cannot_be_pickled])
def test_a_function_that_fails_is_one_sentence(function: object) -> None:
    assert refusal(function) == _(TOO_MUCH)


def test_where_a_function_failed_is_in_the_log_and_not_what_it_quotes(
    caplog: pytest.LogCaptureFixture,
) -> None:
    refusal(fail)
    assert f"fail failed on a file: ZeroDivisionError at {__file__}:" in caplog.text
    assert "a bug" not in caplog.text


def test_memory_is_bounded_near_the_limit() -> None:
    limit = MAX_MEMORY // 1024 // 1024
    assert in_worker(allocate_a_little, limit // 2) == limit // 2 * 1024 * 1024
    assert refusal(allocate_a_little, limit) == _(TOO_MUCH)


def test_two_functions_run_at_once(tmp_path: Path) -> None:
    pipe = str(tmp_path / "pipe")
    os.mkfifo(pipe)
    with ThreadPoolExecutor() as threads:
        ends = [threads.submit(in_worker, meet, pipe, flags) for flags in (os.O_RDONLY, os.O_WRONLY)]
    assert [end.result() for end in ends] == [os.O_RDONLY, os.O_WRONLY]


def test_every_call_has_a_process_of_its_own_under_one_server() -> None:
    (first, server), (second, same_server) = in_worker(process_ids), in_worker(process_ids)
    assert first != second
    assert server == same_server != os.getpid()


def test_a_server_that_was_killed_is_started_again() -> None:
    _child, server = in_worker(process_ids)
    os.kill(server, signal.SIGKILL)
    assert in_worker(joined, "lại", "chạy") == "lại chạy"


def test_a_file_is_refused_where_no_process_can_be_started(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(worker, "_server", worker._Server())
    monkeypatch.setattr(worker.spawn, "get_executable", lambda: b"/nowhere/python")
    assert refusal(joined) == _(
        "Files cannot be read at the moment. Try again later, or tell those who run the portal."
    )


def test_a_file_is_refused_where_the_server_cannot_start(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(worker, "_server", worker._Server())
    monkeypatch.setenv("DJANGO_SETTINGS_MODULE", "no.such.settings")
    assert refusal(joined) == _(
        "Files cannot be read at the moment. Try again later, or tell those who run the portal."
    )


def test_a_fork_of_the_process_gets_a_server_of_its_own() -> None:
    _child, server = in_worker(process_ids)
    reader, writer = os.pipe()
    fork = os.fork()
    if not fork:
        try:
            os.write(writer, str(in_worker(process_ids)[1]).encode())
        finally:
            os._exit(0)
    os.waitpid(fork, 0)
    assert int(os.read(reader, 100)) != server


def test_the_server_ends_with_its_owner() -> None:
    program = (
        "import django; django.setup()\n"
        "from submissions.lists.formats.worker import in_worker\n"
        "import os; print(in_worker(os.getppid))"
    )
    finished = subprocess.run([sys.executable, "-c", program], stdout=subprocess.PIPE, check=True)
    try:
        server = os.pidfd_open(int(finished.stdout))
    except ProcessLookupError:
        return
    assert select.select([server], [], [], 30)[0] == [server]
