"""The portal as a unit meets it: one campaign, one unit below its desk, and the unit's clerk signed in."""

import pytest
from django.test import Client

from tests.submissions.lists.filled_lists import Portal, portal


@pytest.fixture
def here(db: None) -> Portal:
    return portal()


@pytest.fixture
def client(here: Portal) -> Client:
    """A browser in which the unit's clerk is signed in."""
    client = Client()
    client.force_login(here.clerk)
    return client
