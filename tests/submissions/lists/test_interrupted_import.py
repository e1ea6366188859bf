"""A process that is killed in the middle of an import leaves nothing behind, and the list can go on.

Real processes on a database file of their own: the child says when its first registrations are in the
database, waits, and is killed there.
"""

import os
import subprocess
import sys
from pathlib import Path

import pytest

SETUP = """
import django; django.setup()
from django.core.management import call_command
from django.utils import translation
translation.activate("vi")
from submissions.models import Batch, Initiative, Registration
"""
UPLOAD = """
call_command("migrate", verbosity=0)
from tests.submissions.lists.filled_lists import GOOD, portal
here = portal()
batch = here.upload(GOOD)
print(batch.pk, here.clerk.pk)
"""
IMPORT = """
from django.contrib.auth.models import User
from django.db import connection
from submissions.lists import importing

def pause(execute, sql, params, many, context):
    result = execute(sql, params, many, context)
    if sql.startswith('INSERT INTO "submissions_registration"'):
        print("written", flush=True)
        sys.stdin.readline()
    return result

batch = Batch.objects.get()
if sys.argv[1] == "stop":
    connection.execute_wrappers.append(pause)
importing.start_import(batch, User.objects.get(memberships__isnull=False), warnings_seen=True)
"""
TELL = """
print(Batch.objects.get().state, Initiative.objects.count(), Registration.objects.count())
"""


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    return os.environ | {
        "DATABASE_URL": f"sqlite:///{tmp_path}/portal.sqlite3",
        "DJANGO_SETTINGS_MODULE": "tests.settings",
        "PYTHONUNBUFFERED": "1",
    }


def run(code: str, environment: dict[str, str], *arguments: str) -> str:
    command = [sys.executable, "-c", "import sys" + SETUP + code, *arguments]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def test_a_killed_import_wrote_nothing_and_can_be_begun_again(environment: dict[str, str]) -> None:
    run(UPLOAD, environment)
    command = [sys.executable, "-c", "import sys" + SETUP + IMPORT, "stop"]
    with subprocess.Popen(
        command, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "written\n"
        process.kill()
    assert run(TELL, environment) == "importing 0 0"

    run(IMPORT, environment, "go")
    assert run(TELL, environment) == "imported 2 2"
