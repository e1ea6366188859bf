"""Runs a function on a hostile file in a process of its own, which the kernel ends past its bounds.

A server process (`worker_server`) is started when it is first needed and keeps Django loaded: it
forks a child for each call, which costs milliseconds where a new process costs seconds. The server
ends with the process that started it, and when it is not needed for a while.
"""

import json
import logging
import os
import pickle
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from multiprocessing import spawn
from typing import Any, TypeVar

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from .limits import MAX_MEMORY, MAX_SECONDS, RefusedFile

logger = logging.getLogger(__name__)

# An order is filled up to this, so that two of them never run together.
ORDER_BYTES = 1024
STARTED, DONE, REFUSED, FAILED = b"s", b"d", b"r", b"f"
LENGTH_BYTES = 8

# Loading a large site takes some seconds, on a busy machine many.
_START_SECONDS = 60
# The kernel is not asked twice; this is for a machine that stands still.
_EXTRA_SECONDS = 10
_MAX_ANSWER = 200 * 1024 * 1024
_CHUNK = 1024 * 1024

T = TypeVar("T")


def in_worker(function: Callable[..., T], *args: Any, seconds: float = MAX_SECONDS) -> T:
    """Return what a function of a module returns when it may take so much time and memory and no more.

    Arguments and result are pickled; the language goes along, database connections do not. Raises
    the RefusedFile that the function raises, and one of its own when the function fails in any
    other way or no worker can be started: nothing is ever read unbounded.
    """
    order = json.dumps([function.__module__, get_language(), seconds, MAX_MEMORY])
    job = pickle.dumps((function, args))
    # A server that was about to end takes the first order with it.
    answer = _server.ask(order, job, seconds) or _server.ask(order, job, seconds)
    if not answer:
        raise RefusedFile(
            _("Files cannot be read at the moment. Try again later, or tell those who run the portal.")
        )
    outcome, content = answer[1:2], answer[2 + LENGTH_BYTES :]
    is_whole = len(content) == int.from_bytes(answer[2 : 2 + LENGTH_BYTES])
    if outcome == DONE and is_whole:
        result: T = pickle.loads(content)  # noqa: S301 - our own child wrote it
        return result
    if outcome == REFUSED and is_whole:
        raise RefusedFile(content.decode())
    reason = content.decode() if outcome == FAILED else "it was ended: too slow, too large, or a crash"
    logger.warning("%s failed on a file: %s", function.__qualname__, reason)
    raise RefusedFile(
        _("The file takes too much time or memory to read. Copy the list into a new file and send that.")
    )


class _Server:
    """The server of this process, and the socket on which it takes orders."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._orders: socket.socket | None = None
        self._process: subprocess.Popen[bytes] | None = None
        self._owner = 0

    def ask(self, order: str, job: bytes, seconds: float) -> bytes:
        """Have a job done and return the answer, which is empty when no child took it."""
        try:
            ours, theirs = socket.socketpair()
            with ours:
                with theirs, self._lock:
                    self._send(order.encode().ljust(ORDER_BYTES), theirs.fileno())
                ours.settimeout(_START_SECONDS)
                started = ours.recv(1)
                return started and started + _exchange(ours, job, seconds + _EXTRA_SECONDS)
        except OSError:
            logger.warning("No worker could be started", exc_info=True)
            return b""

    def _send(self, order: bytes, descriptor: int) -> None:
        # A fork of the process has the socket too, but the server is not its own.
        if self._orders is not None and self._owner == os.getpid():
            try:
                socket.send_fds(self._orders, [order], [descriptor])
            except OSError:
                logger.debug("The server has ended; another one is started")
            else:
                return
        self._start()
        if self._orders is not None:
            socket.send_fds(self._orders, [order], [descriptor])

    def _start(self) -> None:
        if self._orders is not None:
            self._orders.close()
        self._orders, theirs = socket.socketpair()
        self._owner = os.getpid()
        program = (
            f"import sys; sys.path[:] = {sys.path!r}; "
            f"from submissions.lists.formats.worker_server import serve; serve({theirs.fileno()})"
        )
        with theirs:
            # In a session of its own, a Ctrl-C in the terminal reaches only its owner, whose end it notices.
            self._process = subprocess.Popen(  # noqa: S603 - nothing of it comes from outside
                [os.fsdecode(spawn.get_executable()), "-c", program],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                pass_fds=[theirs.fileno()],
                start_new_session=True,
            )


_server = _Server()


def _exchange(child: socket.socket, job: bytes, seconds: float) -> bytes:
    """Send the job and return what the child answers until it ends, or until the time is over."""
    deadline = time.monotonic() + seconds
    answer = bytearray()
    try:
        child.settimeout(seconds)
        child.sendall(job)
        child.shutdown(socket.SHUT_WR)
        while len(answer) <= _MAX_ANSWER:
            child.settimeout(max(deadline - time.monotonic(), 0.001))
            chunk = child.recv(_CHUNK)
            if not chunk:
                break
            answer += chunk
    except OSError as error:
        logger.info("A worker was left alone: %s", error)
    return bytes(answer)
