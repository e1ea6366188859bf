"""The demo, loaded once for a module; what a test changes is undone after it."""

from collections.abc import Iterator

import pytest
from django.db import transaction
from django.test import TestCase

from dvk_portal.demo.loading import Loaded, load_demo

PASSWORD = "mat-khau-trinh-dien"


def load_as_a_command_does() -> Loaded:
    """Load the demo and run what waits for its commit: this transaction is never committed."""
    with TestCase.captureOnCommitCallbacks(execute=True):
        return load_demo(PASSWORD)


@pytest.fixture(scope="module")
def demo(django_db_setup: None, django_db_blocker: pytest.FixtureRequest) -> Iterator[Loaded]:
    """The demo in a transaction around all tests of the module; they carry the mark `django_db`."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield load_as_a_command_does()
        transaction.set_rollback(True)
