"""What every test starts from: Vietnamese, empty caches, nothing left of the test before."""

from collections.abc import Iterator

import pytest
from django.core.cache import caches
from django.utils import translation

DATABASE_FIXTURES = {"db", "transactional_db", "live_server", "django_db_setup"}


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--database-only", action="store_true", help="leave out the tests that never touch the database"
    )


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """On a second database only what meets it is tried again."""
    if not config.getoption("--database-only"):
        return
    meeting = [item for item in items if meets_database(item)]
    config.hook.pytest_deselected(items=[item for item in items if not meets_database(item)])
    items[:] = meeting


def meets_database(item: pytest.Item) -> bool:
    """Tell whether a test asks for the database, by its mark or by a fixture."""
    fixtures = set(getattr(item, "fixturenames", ()))
    return item.get_closest_marker("django_db") is not None or bool(fixtures & DATABASE_FIXTURES)


@pytest.fixture(autouse=True)
def vietnamese() -> Iterator[None]:
    """A page or a command that switches the language does not switch it for the next test."""
    with translation.override("vi"):
        yield


@pytest.fixture(autouse=True)
def empty_caches() -> Iterator[None]:
    yield
    for cache in caches.all(initialized_only=True):
        cache.clear()
