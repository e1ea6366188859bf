"""The process that forks the workers: see `worker`, which starts it and gives it orders."""

import importlib
import json
import logging
import os
import pickle
import resource
import signal
import socket
import traceback
from math import ceil

import django
from django.utils import translation

from .limits import RefusedFile
from .worker import DONE, FAILED, LENGTH_BYTES, ORDER_BYTES, REFUSED, STARTED

logger = logging.getLogger(__name__)

_IDLE_SECONDS = 15 * 60
_CHUNK = 1024 * 1024


def serve(descriptor: int) -> None:
    """Fork a child for each order until the process that gives them ends, or gives none for a while."""
    django.setup()
    # Children that have ended leave nothing to wait for.
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    with socket.socket(fileno=descriptor) as orders:
        orders.settimeout(_IDLE_SECONDS)
        while True:
            try:
                order, descriptors, _flags, _address = socket.recv_fds(orders, ORDER_BYTES, 1)
            except (TimeoutError, ConnectionError):
                return
            if not descriptors:
                return
            _fork(order, descriptors[0])


def _fork(order: bytes, descriptor: int) -> None:
    module, language, seconds, memory = json.loads(order)
    # What is loaded here need not be loaded by every child.
    try:
        importlib.import_module(module)
    except Exception:
        logger.exception("The module of an order cannot be imported")
    _speak(language)
    if os.fork():
        os.close(descriptor)
        return
    try:
        _bound(seconds, memory)
        with socket.socket(fileno=descriptor) as line:
            line.sendall(STARTED)
            line.sendall(_answer(line))
    finally:
        # Nothing of the server is tidied up here.
        os._exit(0)


def _speak(language: str | None) -> None:
    if language is None:
        translation.deactivate_all()
    else:
        translation.activate(language)


def _bound(seconds: float, memory: int) -> None:
    """Have the kernel end this process after so many seconds, and refuse it more than so much memory."""
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    for kind, limit in (
        (resource.RLIMIT_CPU, ceil(seconds) + 1),
        (resource.RLIMIT_DATA, memory),
        (resource.RLIMIT_CORE, 0),
    ):
        _soft, hard = resource.getrlimit(kind)
        lower = limit if hard == resource.RLIM_INFINITY else min(limit, hard)
        resource.setrlimit(kind, (lower, lower))


def _answer(line: socket.socket) -> bytes:
    """Do the job that comes on the line and return the outcome, the length of its content, its content."""
    try:
        function, args = pickle.loads(_read(line))  # noqa: S301 - our own owner wrote it
        outcome, content = DONE, pickle.dumps(function(*args))
    except RefusedFile as refusal:
        outcome, content = REFUSED, str(refusal).encode()
    except BaseException as error:  # noqa: BLE001 - whatever it is, the owner is told
        outcome, content = FAILED, _where(error).encode()
    return outcome + len(content).to_bytes(LENGTH_BYTES) + content


def _where(error: BaseException) -> str:
    """Say what went wrong and where, without its message: that may quote a cell with a person's name."""
    places = (f"{frame.filename}:{frame.lineno}" for frame in traceback.extract_tb(error.__traceback__))
    return f"{type(error).__name__} at {' < '.join(reversed(list(places)))}"


def _read(line: socket.socket) -> bytes:
    job = bytearray()
    while chunk := line.recv(_CHUNK):
        job += chunk
    return bytes(job)
