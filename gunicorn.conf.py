"""The production server of `make run`; everything here can be overridden by GUNICORN_CMD_ARGS."""

import os
from typing import Any

from dvk_portal.logging import logging_config
from dvk_portal.worker import WorkerKeeper, is_wanted

wsgi_app = "dvk_portal.wsgi:application"
bind = f"127.0.0.1:{os.environ.get('PORT', '8000')}"
# One process shares one local-memory cache; with Redis or Valkey several processes agree.
workers = int(
    os.environ.get("WEB_CONCURRENCY") or (2 * (os.cpu_count() or 1) if "CACHE_URL" in os.environ else 1)
)
threads = 8
worker_class = "gthread"
timeout = 120
graceful_timeout = 30
max_requests = 5000
max_requests_jitter = 500
control_socket_disable = True
logconfig_dict = logging_config(structured=True)

worker_keeper = WorkerKeeper()


def when_ready(server: Any) -> None:
    """Start the worker once the server listens."""
    if is_wanted():
        worker_keeper.start()


def on_exit(server: Any) -> None:
    """End the worker with the server."""
    if worker_keeper.thread.is_alive():
        worker_keeper.stop()
