import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


def say_how_often(apps, schema_editor):
    """Invitations already written serve as often as they still do."""
    invitations = apps.get_model("community", "Invitation").objects
    invitations.filter(uses_left__gt=1).update(uses=models.F("uses_left"))


class Migration(migrations.Migration):

    dependencies = [
        ('community', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='invitation',
            name='uses',
            field=models.PositiveIntegerField(default=1),
        ),
        migrations.AddField(
            model_name='membership',
            name='invited_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.RunPython(say_how_often, migrations.RunPython.noop),
        migrations.AddConstraint(
            model_name='invitation',
            constraint=models.CheckConstraint(condition=models.Q(('uses_left__lte', models.F('uses'))), name='an_invitation_serves_as_often_as_said'),
        ),
    ]
