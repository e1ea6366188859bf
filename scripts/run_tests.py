"""make test: every test this machine can run, on SQLite and on PostgreSQL, with Redis and Chromium.

The last lines say what could not be run; with CI=true that is an error. The very last line
counts all runs together in pytest's own form. Arguments go to pytest.
"""

import os
import re
import shutil
import subprocess
import sys
import time
from collections import Counter
from contextlib import ExitStack

from scripts.services import Missing, postgresql, redis

CI = os.environ.get("CI", "").lower() in ("1", "true")
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
OUTCOME = re.compile(r"(\d+) (passed|failed|errors?|skipped|xfailed|xpassed|warnings?|deselected)\b")
NOTHING_COLLECTED = 5


def main(arguments: list[str]) -> int:
    """Runs the suites one after the other; the worst exit code."""
    started = time.monotonic()
    missing: list[str] = []
    counts: Counter[str] = Counter()
    with ExitStack() as services:
        environment = {"PYTHONUNBUFFERED": "1"}
        if not any(map(shutil.which, BROWSERS)):
            missing.append("Chromium: the tests in tests/browser were skipped")
        if not shutil.which("soffice"):
            missing.append("LibreOffice (soffice): the lists that it saved were not read")
        if not has_pango():
            missing.append("Pango: papers as PDF were not made")
        if not shutil.which("xgettext"):
            missing.append("gettext (xgettext): the completeness of the messages was not tested")
        try:
            environment["TEST_REDIS_URL"] = services.enter_context(redis())
        except Missing as absent:
            missing.append(f"{absent}: the tests against a real cache server were skipped")
        runs = {"SQLite": "sqlite://:memory:"}
        try:
            runs["PostgreSQL"] = services.enter_context(postgresql())
        except Missing as absent:
            missing.append(f"{absent}: the tests ran on SQLite only")
        codes: list[int] = []
        for name, database in runs.items():
            print(f"== {name}", flush=True)
            # What never touches a database behaves the same beside either, and so do the pages in a browser.
            further = ["--database-only", "-m", "not browser"] if codes else []
            codes.append(run([*further, *arguments], environment | {"DATABASE_URL": database}, counts))
    code = max(codes)
    for sentence in missing:
        print(f"{'ERROR' if CI else 'Not run'}: {sentence}")
    if missing and CI:
        counts["errors"] += len(missing)
        code = code or 1
    total = ", ".join(f"{count} {outcome}" for outcome, count in counts.items())
    print(f"===== {total or 'no tests ran'} in {time.monotonic() - started:.2f}s =====")
    return code


def has_pango() -> bool:
    """Whether this machine can make PDF files."""
    command = [sys.executable, "-c", "import weasyprint"]
    return subprocess.run(command, capture_output=True, check=False).returncode == 0


def run(arguments: list[str], environment: dict[str, str], counts: Counter[str]) -> int:
    """One run of pytest, shown as it goes; its outcomes are added to `counts`."""
    # In pytest-django's order: what empties the database comes behind all that needs its rows.
    spread = ["-n", "2", "--dist", "loadfile", "--no-loadscope-reorder"]
    workers = [] if {"-n", "-p"} & set(arguments) else spread
    command = [sys.executable, "-m", "pytest", *workers, *arguments]
    last = ""
    with subprocess.Popen(
        command, env=os.environ | environment, stdout=subprocess.PIPE, text=True, errors="replace"
    ) as process:
        assert process.stdout is not None
        for line in process.stdout:
            sys.stdout.write(line)
            sys.stdout.flush()
            last = line if OUTCOME.search(line) and " in " in line else last
    for number, outcome in OUTCOME.findall(last):
        counts["errors" if outcome == "error" else outcome] += int(number)
    return 0 if process.returncode == NOTHING_COLLECTED and arguments else process.returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
