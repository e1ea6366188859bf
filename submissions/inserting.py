"""Writing thousands of new records of one model at once.

Django's `bulk_create` prepares every value of every record by itself, which is most of what a list of ten
thousand rows costs. Here a whole column is prepared at once, each distinct value of it once.
"""

from collections.abc import Iterator, Sequence
from typing import Any

from django.db import connection
from django.db.models import Field, Model

CHUNK = 1_000


def insert_many(records: Sequence[Model]) -> None:
    """Write new records of one model and give each its key.

    As with `bulk_create` neither `save` nor a signal is called.
    """
    if not records:
        return
    fields = [field for field in records[0]._meta.concrete_fields if not field.primary_key]
    size = max(1, min(CHUNK, connection.ops.bulk_batch_size(fields, records)))
    columns = [_prepared(field, records) for field in fields]
    values = list(zip(*columns, strict=True))
    with connection.cursor() as cursor:
        for start in range(0, len(records), size):
            part = values[start : start + size]
            cursor.execute(_statement(records[0], fields, len(part)), [one for row in part for one in row])
            for record, (key,) in zip(records[start : start + size], cursor.fetchall(), strict=True):
                record.pk = key
                record._state.adding, record._state.db = False, connection.alias


def _prepared(field: "Field[Any, Any]", records: Sequence[Model]) -> Iterator[Any]:
    """Return what the database stores for a field of each record."""
    values = [field.pre_save(record, True) for record in records]
    try:
        known = {value: field.get_db_prep_save(value, connection) for value in set(values)}
    except TypeError:  # JSON has no hash
        return (field.get_db_prep_save(value, connection) for value in values)
    return (known[value] for value in values)


def _statement(record: Model, fields: "Sequence[Field[Any, Any]]", count: int) -> str:
    def quote(name: str | None) -> str:
        return connection.ops.quote_name(name or "")

    meta = record._meta
    columns = ", ".join(quote(field.column) for field in fields)
    one = f"({', '.join(['%s'] * len(fields))})"
    key = quote(meta.pk.column)
    return (
        f"INSERT INTO {quote(meta.db_table)} ({columns}) "  # noqa: S608 - names of our own models
        f"VALUES {', '.join([one] * count)} RETURNING {key}"
    )
