"""A question planned before its values are known finds its rows by the index made for it, on both engines."""

import re

import pytest
from django.db import connection, transaction

from terreau.conversation.models import Message
from terreau.files.models import File
from terreau.spine.asking import BLANK
from terreau.spine.reading import System

WHY = System("test")
FOUND_BY = [
    ("one_message_for_a_form", Message, {"author": 1, "form_key": "abc"}, "form_key"),
    ("one_arrival_of_a_message", Message, {"community": 1, "message_id__in": ["<a@b>", "<c@d>"]}, "message_id"),
    ("files_small", File, {"small_path__in": ["a", "b"]}, "small_path"),
]


def plan_of(rows) -> str:
    """What the database means to do for this queryset, whatever its values."""
    sql, values = rows.query.sql_with_params()
    with transaction.atomic(), connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute(f"EXPLAIN QUERY PLAN {sql}", values)
            return "\n".join(row[3] for row in cursor.fetchall())
        places = iter(range(1, len(values) + 1))
        cursor.execute("SET LOCAL enable_seqscan = off")  # a table of three rows would be read whole
        cursor.execute("PREPARE asked AS " + re.sub("%s", lambda _: f"${next(places)}", sql))
        given = ", ".join(str(value) if isinstance(value, int) else f"'{value}'" for value in values)
        cursor.execute(f"EXPLAIN EXECUTE asked({given})")
        plan = "\n".join(row[0] for row in cursor.fetchall())
        cursor.execute("DEALLOCATE asked")
        return plan


@pytest.mark.django_db
@pytest.mark.parametrize(("index", "model", "values", "text"), FOUND_BY)
def test_what_has_a_text_is_found_by_the_index_of_those_that_have_one(index, model, values, text):
    rows = model.objects.visible_to(WHY).filter(**values).order_by().values_list("pk")
    assert index in plan_of(rows.exclude(**{text: BLANK}))
    assert index not in plan_of(rows)  # else BLANK says nothing any more, and may go
