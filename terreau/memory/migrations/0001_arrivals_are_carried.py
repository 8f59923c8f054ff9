import django.db.models.deletion
import terreau.ui.keys
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('community', '0006_coordination_is_handed_over'),
        ('conversation', '0001_people_talk_in_threads'),
        ('files', '0001_files_come_through_one_door'),
        ('people', '__first__'),
    ]

    operations = [
        migrations.CreateModel(
            name='Arrival',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', terreau.ui.keys.KeyField(default=terreau.ui.keys.new_key, editable=False, max_length=12, unique=True)),
                ('kind', models.CharField(choices=[('members', 'Une liste de membres'), ('mbox', 'Des archives de courriels'), ('history', 'Une histoire de participation')], max_length=8)),
                ('state', models.CharField(choices=[('received', 'En lecture'), ('looked', 'À vérifier'), ('running', 'En cours'), ('stopped', 'Arrêtée en chemin'), ('done', 'Terminée'), ('undoing', 'En cours d’annulation'), ('undone', 'Annulée'), ('failed', 'Interrompue par un ennui')], default='received', max_length=8)),
                ('options', models.JSONField(blank=True, default=dict)),
                ('findings', models.JSONField(blank=True, default=dict)),
                ('marker', models.JSONField(blank=True, default=dict)),
                ('counts', models.JSONField(blank=True, default=dict)),
                ('done', models.PositiveIntegerField(default=0)),
                ('total', models.PositiveIntegerField(default=0)),
                ('trouble', models.CharField(blank=True, max_length=300)),
                ('brought_at', models.DateTimeField()),
                ('moved_at', models.DateTimeField()),
                ('holder', models.CharField(blank=True, max_length=32)),
                ('held_until', models.DateTimeField(null=True)),
                ('community', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='arrivals', to='community.community')),
                ('started_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['-id'],
                'indexes': [models.Index(fields=['community', '-id'], name='arrivals_of_community')],
            },
        ),
        migrations.CreateModel(
            name='ArrivalFile',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=200)),
                ('place', models.PositiveSmallIntegerField()),
                ('arrival', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='files', to='memory.arrival')),
                ('file', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='files.file')),
            ],
            options={
                'ordering': ['place'],
            },
        ),
        migrations.CreateModel(
            name='ArrivalProblem',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('file', models.CharField(blank=True, max_length=200)),
                ('line', models.PositiveIntegerField()),
                ('kind', models.CharField(max_length=40)),
                ('weight', models.CharField(max_length=5)),
                ('about', models.JSONField(default=dict)),
                ('while_carrying', models.BooleanField(default=False)),
                ('arrival', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='problems', to='memory.arrival')),
            ],
            options={
                'ordering': ['id'],
            },
        ),
        migrations.CreateModel(
            name='ArrivedRows',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('person', 'Person'), ('member', 'Membership'), ('invite', 'Invitation'), ('message', 'Message'), ('event', 'Event'), ('help', 'Help')], max_length=8)),
                ('ids', models.JSONField()),
                ('arrival', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='rows', to='memory.arrival')),
            ],
            options={
                'indexes': [models.Index(fields=['arrival', 'kind', 'id'], name='rows_of_arrival')],
            },
        ),
        migrations.CreateModel(
            name='AwaitedMail',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('mark', models.BigIntegerField()),
                ('community', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='community.community')),
                ('thread', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='conversation.thread')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('community', 'mark'), name='awaited_once')],
            },
        ),
        migrations.CreateModel(
            name='NamelessAuthor',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=120)),
                ('community', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='community.community')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('community', 'name'), name='one_author_of_a_name')],
            },
        ),
    ]
