import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('community', '0006_coordination_is_handed_over'),
        ('people', '__first__'),
    ]

    operations = [
        migrations.CreateModel(
            name='ClosedMonth',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('before', models.DateField()),
                ('community', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='community.community')),
            ],
        ),
        migrations.CreateModel(
            name='Participant',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('label', models.CharField(blank=True, max_length=80)),
                ('arrived_on', models.DateField(null=True)),
                ('first_contribution_on', models.DateField(null=True)),
                ('community', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='participants', to='community.community')),
                ('person', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='participations', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'indexes': [models.Index(fields=['community', 'arrived_on'], name='participants_by_arrival')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('person__isnull', False)), fields=('community', 'person'), name='one_participant_for_a_person'), models.UniqueConstraint(condition=models.Q(('label', ''), _negated=True), fields=('community', 'label'), name='one_participant_for_a_label')],
            },
        ),
        migrations.CreateModel(
            name='MemberDay',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('day', models.DateField()),
                ('contributions', models.PositiveIntegerField()),
                ('presences', models.PositiveIntegerField()),
                ('kinds', models.PositiveBigIntegerField()),
                ('community', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='community.community')),
                ('participant', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='days', to='lifecycle.participant')),
            ],
            options={
                'indexes': [models.Index(fields=['community', 'day'], name='days_of_community')],
                'constraints': [models.UniqueConstraint(fields=('participant', 'day'), name='one_row_for_a_day')],
            },
        ),
        migrations.CreateModel(
            name='HelpGiven',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('thread', models.CharField(max_length=80)),
                ('asked_at', models.DateTimeField()),
                ('answered_at', models.DateTimeField(null=True)),
                ('community', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='community.community')),
                ('asker', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='lifecycle.participant')),
                ('helper', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='lifecycle.participant')),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('helper__isnull', False)), fields=('community', 'thread', 'asker', 'helper', 'asked_at'), name='one_help_given'), models.UniqueConstraint(condition=models.Q(('helper', None)), fields=('community', 'thread', 'asker', 'asked_at'), name='one_call_waiting'), models.CheckConstraint(condition=models.Q(('answered_at', None), ('helper__isnull', False), _connector='OR'), name='an_answer_comes_from_somebody')],
            },
        ),
        migrations.CreateModel(
            name='ParticipationEvent',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('source_id', models.CharField(max_length=80)),
                ('occurred_at', models.DateTimeField()),
                ('kind', models.CharField(max_length=30)),
                ('weight', models.FloatField(default=1)),
                ('thread', models.CharField(blank=True, max_length=80)),
                ('community', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='community.community')),
                ('participant', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='events', to='lifecycle.participant')),
            ],
            options={
                'indexes': [models.Index(fields=['participant', 'occurred_at'], name='events_of_participant')],
                'constraints': [models.UniqueConstraint(fields=('community', 'source_id'), name='one_event_of_a_source')],
            },
        ),
        migrations.CreateModel(
            name='SoilSlice',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('day', models.DateField()),
                ('present', models.JSONField()),
                ('oldest', models.PositiveIntegerField(null=True)),
                ('total', models.PositiveIntegerField()),
                ('exact', models.BooleanField()),
                ('enough', models.BooleanField()),
                ('sprouts', models.PositiveIntegerField()),
                ('community', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='soil', to='community.community')),
            ],
            options={
                'ordering': ['day'],
                'constraints': [models.UniqueConstraint(fields=('community', 'day'), name='one_slice_a_season')],
            },
        ),
        migrations.CreateModel(
            name='ThreadMember',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('thread', models.CharField(max_length=90)),
                ('first_at', models.DateTimeField()),
                ('first_contribution_at', models.DateTimeField(null=True)),
                ('community', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='community.community')),
                ('participant', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='threads', to='lifecycle.participant')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('community', 'thread', 'participant'), name='once_in_a_thread')],
            },
        ),
        migrations.CreateModel(
            name='Touch',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('item', models.CharField(max_length=80)),
                ('community', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='community.community')),
                ('event', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='touches', to='lifecycle.participationevent')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('event', 'item'), name='an_item_touched_once_by_an_event')],
            },
        ),
    ]
