import django.core.validators
import django.db.models.deletion
import terreau.ui.keys
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('community', '0002_invitations_say_how_often_and_from_whom'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='ThingToRead',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('place', models.PositiveSmallIntegerField(validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(3)])),
                ('title', models.CharField(max_length=120, verbose_name='titre')),
                ('url', models.CharField(max_length=300, verbose_name='adresse')),
                ('minutes', models.PositiveSmallIntegerField(default=3, verbose_name='minutes')),
                ('community', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='things_to_read', to='community.community')),
            ],
            options={
                'ordering': ['place'],
                'constraints': [models.UniqueConstraint(fields=('community', 'place'), name='one_thing_a_place')],
            },
        ),
        migrations.CreateModel(
            name='Welcome',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', terreau.ui.keys.KeyField(default=terreau.ui.keys.new_key, editable=False, max_length=12, unique=True)),
                ('word', models.CharField(blank=True, max_length=300, verbose_name='un mot pour elle ou lui')),
                ('taken_at', models.DateTimeField()),
                ('ended_at', models.DateTimeField(null=True)),
                ('community', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='welcomes', to='community.community')),
                ('newcomer', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='welcomed_by', to='community.membership')),
                ('welcomer', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='welcomes', to='community.membership')),
            ],
            options={
                'indexes': [models.Index(fields=['community', 'ended_at'], name='welcomes_of_community')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('ended_at', None)), fields=('newcomer',), name='one_welcomer_each'), models.CheckConstraint(condition=models.Q(('newcomer', models.F('welcomer')), _negated=True), name='nobody_welcomes_themself')],
            },
        ),
    ]
