"""Throw-away PostgreSQL and Redis servers on loopback, for the tests of one run.

Each is a context manager that gives the address of the running server, or raises `Missing`
when its programs are not on this machine. Standard library only.
"""

import os
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

START_SECONDS = 30


class Missing(Exception):
    """A program the tests need is not here; the text names it."""


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def redis() -> Iterator[str]:
    """The address of a running Redis (or Valkey) without persistence."""
    program = shutil.which("redis-server") or shutil.which("valkey-server")
    if not program:
        raise Missing("Redis (redis-server or valkey-server)")
    port = free_port()
    with tempfile.TemporaryDirectory(prefix="dvk-redis-") as folder:
        options = ["--port", str(port), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"]
        server = subprocess.Popen([program, *options, "--dir", folder], stdout=subprocess.DEVNULL)
        try:
            _wait_for_port(port)
            yield f"redis://127.0.0.1:{port}/0"
        finally:
            server.terminate()
            server.wait(timeout=START_SECONDS)


@contextmanager
def postgresql() -> Iterator[str]:
    """The address of a fresh cluster; run as `postgres` when we are root, which the server refuses."""
    programs = _postgresql_programs()
    owner = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
    port = free_port()
    folder = Path(tempfile.mkdtemp(prefix="dvk-pg-"))
    try:
        if owner:
            shutil.chown(folder, "postgres")
        data = folder / "data"
        _run(
            [
                *owner,
                programs / "initdb",
                "-D",
                data,
                "-U",
                "portal",
                "-A",
                "trust",
                "-E",
                "UTF8",
                "--no-sync",
            ]
        )
        options = f"-p {port} -c listen_addresses=127.0.0.1 -k {folder} -c fsync=off -c full_page_writes=off"
        log = folder / "log"
        _run([*owner, programs / "pg_ctl", "-D", data, "-w", "-l", log, "-o", options, "start"])
        try:
            yield f"postgres://portal@127.0.0.1:{port}/postgres"
        finally:
            _run([*owner, programs / "pg_ctl", "-D", data, "-m", "immediate", "-w", "stop"])
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _postgresql_programs() -> Path:
    """The folder of the newest server programs; Debian keeps them off the path."""
    found = sorted(
        Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: float(path.parts[-3]), reverse=True
    )
    if found:
        return found[0].parent
    if program := shutil.which("initdb"):
        return Path(program).resolve().parent
    raise Missing("PostgreSQL server (initdb, pg_ctl)")


def _run(command: list[str | Path]) -> None:
    # Not through pipes: the server started by pg_ctl would hold them open for ever.
    with tempfile.TemporaryFile() as output:
        done = subprocess.run(command, stdout=output, stderr=subprocess.STDOUT, cwd="/", check=False)
        if done.returncode:
            output.seek(0)
            raise RuntimeError(f"{command}: {output.read().decode(errors='replace')}")


def _wait_for_port(port: int) -> None:
    deadline = time.monotonic() + START_SECONDS
    while True:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
            return
        except OSError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.05)
