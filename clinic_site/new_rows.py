"""Storing new rows in few steps, where that decides how many people can ask at once.

Django writes each INSERT anew from the model, which takes it longer than the database
takes to store the row, and sends one after another. Here they are written once a
process, and PostgreSQL gets them together; what a value becomes on its way into the
database is still the field's own business.
"""

from functools import cache
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections, models
from django.db.backends.base.base import BaseDatabaseWrapper


def store(*rows: models.Model) -> None:
    """Insert `rows` in this order, as `row.save(force_insert=True)` would each.

    But no signal is sent, and what the database fills in by itself (a number, a
    generated column) is not read back. To be called within a transaction. Raises
    django.db.Error as `save` does.
    """
    connection = connections[DEFAULT_DB_ALIAS]  # once, not anew for every value
    inserts = [(_insert(type(row))[1], _values(row, connection)) for row in rows]
    if connection.vendor == "postgresql":  # it takes several at once
        inserts = [
            (
                "; ".join(statement for statement, _values in inserts),
                [value for _statement, values in inserts for value in values],
            )
        ]
    with connection.cursor() as cursor:
        for statement, values in inserts:
            cursor.execute(statement, values)


def _values(row: models.Model, connection: BaseDatabaseWrapper) -> list[Any]:
    fields, _statement = _insert(type(row))
    return [
        field.get_db_prep_save(field.pre_save(row, add=True), connection)
        for field in fields
    ]


@cache
def _insert(model: type[models.Model]) -> tuple[list["models.Field[Any, Any]"], str]:
    """Return the fields that a new row has values for, and the INSERT of them."""
    fields = [
        field
        for field in model._meta.concrete_fields
        if not (field.generated or isinstance(field, models.AutoField))
    ]
    quoted = connections[DEFAULT_DB_ALIAS].ops.quote_name
    columns = ", ".join(quoted(str(field.column)) for field in fields)
    places = ", ".join(["%s"] * len(fields))
    table = quoted(model._meta.db_table)
    return fields, f"INSERT INTO {table} ({columns}) VALUES ({places})"
