from django.db import migrations


def begin_again(apps, schema_editor):
    """The index is derived: it is thrown away here, and taken in again by the worker."""
    for shelf in (0, 1):
        schema_editor.execute(f"DROP TABLE IF EXISTS memory_search_{shelf}")
    for name in ("SearchShelf", "SearchEntry", "SearchWord"):
        apps.get_model("memory", name).objects.all().delete()


class Migration(migrations.Migration):
    dependencies = [("memory", "0004_search_has_its_index")]
    operations = [migrations.RunPython(begin_again, migrations.RunPython.noop)]
