"""Storing new rows in few steps, where that decides how many people can ask at once.

Django writes each INSERT anew from the model, which takes it longer than the database
takes to store the row, and does so within the transaction, where others wait. Here they
are written once a process, values are made ready before, and PostgreSQL gets all rows
together; what a value becomes on its way is still the field's own business.
"""

from functools import cache
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections, models
from django.db.backends.base.base import BaseDatabaseWrapper

Insert = tuple[str, list[Any]]


def ready(*rows: models.Model) -> list[Insert]:
    """Return the statements, with their values, that insert `rows` in this order.

    Each does what `row.save(force_insert=True)` would, but for two things: no signal is
    sent, and what the database fills in by itself (a number, a generated column) is not
    read back.
    """
    connection = connections[DEFAULT_DB_ALIAS]  # once, not anew for every value
    inserts = [_insert(row, connection) for row in rows]
    if connection.vendor != "postgresql":
        return inserts
    together = "; ".join(statement for statement, _values in inserts)
    return [(together, [value for _statement, values in inserts for value in values])]


def store(inserts: list[Insert]) -> None:
    """Carry out what is `ready`, within a transaction. Raises django.db.Error."""
    with connections[DEFAULT_DB_ALIAS].cursor() as cursor:
        for statement, values in inserts:
            cursor.execute(statement, values)


def _insert(row: models.Model, connection: BaseDatabaseWrapper) -> Insert:
    fields, statement = _written(type(row))
    values = [
        field.get_db_prep_save(field.pre_save(row, add=True), connection)
        for field in fields
    ]
    return statement, values


@cache
def _written(model: type[models.Model]) -> tuple[list["models.Field[Any, Any]"], str]:
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
