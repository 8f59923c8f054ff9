"""A season of la coupe holds its seeds, the notes made then; every community is counted again at the next turn."""

from django.db import migrations, models


def count_again(apps, schema_editor):
    """No month is closed any more: the clock settles each community anew, a few at a time."""
    apps.get_model("lifecycle", "ClosedMonth").objects.all().delete()


class Migration(migrations.Migration):
    dependencies = [("lifecycle", "0001_participation_is_counted")]

    operations = [
        migrations.AddField("soilslice", "seeds", models.PositiveIntegerField(default=0)),
        migrations.RunPython(count_again, migrations.RunPython.noop),
    ]
