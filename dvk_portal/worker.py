"""The worker that `make run` keeps beside the server: long imports and e-mail run there.

Every few minutes a round of the outbox is made beside it: failed e-mails again, the daily digests. WORKER=0
leaves both away; then the work is done in the request that asks for it, and cron makes the rounds.
"""

import os
import subprocess
import sys
import threading

COMMAND = (sys.executable, "-m", "django", "db_worker", "--backend", "background", "--no-reload")
PAUSE_SECONDS = 5
MAIL_ROUND = (sys.executable, "-m", "django", "send_mail")
MAIL_PAUSE_SECONDS = 300


class WorkerKeeper:
    """Runs one worker process, and another one some time after it has ended."""

    def __init__(self, command: tuple[str, ...] = COMMAND, pause: float = PAUSE_SECONDS) -> None:
        self.command = command
        self.pause = pause
        self.stopping = threading.Event()
        self.process: subprocess.Popen[bytes] | None = None
        self.thread = threading.Thread(target=self._keep, name="worker-keeper", daemon=True)

    def start(self) -> None:
        """Start the worker; returns at once."""
        self.thread.start()

    def stop(self) -> None:
        """End the worker, after the task it is at, and wait for its end."""
        self.stopping.set()
        if self.process:
            self.process.terminate()
        self.thread.join()

    def _keep(self) -> None:
        while not self.stopping.is_set():
            self.process = subprocess.Popen(self.command, env=os.environ)  # noqa: S603 - a fixed command
            if self.stopping.is_set():
                self.process.terminate()
            self.process.wait()
            self.stopping.wait(self.pause)


def is_wanted() -> bool:
    """Tell whether the environment asks for a worker."""
    return os.environ.get("WORKER", "1").lower() not in ("0", "false", "no", "")
