"""Many records written at once are what `bulk_create` would have written."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from submissions.inserting import insert_many
from submissions.models import BatchRow, Initiative
from tests.factories import UnitFactory, sector
from tests.submissions.lists.filled_lists import GOOD, portal

pytestmark = pytest.mark.django_db


def test_each_gets_its_own_key_and_is_stored_as_its_fields_store() -> None:
    unit, economy = UnitFactory(), sector("economy")
    written = [
        Initiative(title=f"{number} co\u0300n", unit=unit, unit_name="A", sector=economy, kind="collective")
        for number in range(120)
    ]
    insert_many(written)
    stored = Initiative.objects.in_bulk()
    assert [stored[one.pk].title for one in written] == [f"{number} còn" for number in range(120)]
    assert all(one.created_at == stored[one.pk].created_at for one in written)
    assert not any(one._state.adding for one in written)


def test_json_comes_back_as_it_was() -> None:
    batch = portal().upload(GOOD)
    rows = [BatchRow(batch=batch, position=100 + number, values={"n": number}) for number in range(3)]
    insert_many(rows)
    kept = batch.rows.filter(position__gte=100)
    assert [(row.values, row.problems) for row in kept] == [({"n": number}, []) for number in range(3)]
    assert (kept.filter(values__n=1).count(), kept.filter(before__isnull=True).count()) == (1, 3)


def test_nothing_asks_nothing() -> None:
    with CaptureQueriesContext(connection) as queries:
        insert_many([])
    assert len(queries) == 0
