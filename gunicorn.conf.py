"""The production server of `make run`; everything here can be overridden by GUNICORN_CMD_ARGS."""

import os
from typing import Any

from dvk_portal.logging import logging_config
from dvk_portal.worker import MAIL_PAUSE_SECONDS, MAIL_ROUND, WorkerKeeper, is_wanted

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

keepers = (WorkerKeeper(), WorkerKeeper(MAIL_ROUND, MAIL_PAUSE_SECONDS))


def when_ready(server: Any) -> None:
    """Start the worker and the rounds of the outbox once the server listens."""
    if is_wanted():
        for keeper in keepers:
            keeper.start()


def on_exit(server: Any) -> None:
    """End them with the server."""
    for keeper in keepers:
        if keeper.thread.is_alive():
            keeper.stop()
