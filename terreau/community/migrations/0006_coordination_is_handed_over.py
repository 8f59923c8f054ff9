import django.db.models.deletion
import terreau.ui.keys
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('community', '0005_reports_are_answered_with_a_reason'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Handover',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', terreau.ui.keys.KeyField(default=terreau.ui.keys.new_key, editable=False, max_length=12, unique=True)),
                ('rhythm', models.TextField(blank=True, max_length=1000, verbose_name='notre rythme')),
                ('promises', models.TextField(blank=True, max_length=1000, verbose_name='ce que j’ai promis')),
                ('contacts', models.TextField(blank=True, max_length=1000, verbose_name='à qui parler de quoi')),
                ('giver_stays', models.BooleanField(default=False, verbose_name='je garde aussi la coordination')),
                ('offered_at', models.DateTimeField()),
                ('accepted_at', models.DateTimeField(null=True)),
                ('declined_at', models.DateTimeField(null=True)),
                ('community', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='handovers', to='community.community')),
                ('giver', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='community.membership')),
                ('taker', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='community.membership')),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('accepted_at', None), ('declined_at', None)), fields=('giver', 'taker'), name='one_open_handover_between_two')],
            },
        ),
    ]
