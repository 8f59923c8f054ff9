import django.db.models.deletion
import django.db.models.functions.text
import django.db.models.lookups
import terreau.ui.keys
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
            name='AdaptedFormat',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', terreau.ui.keys.KeyField(default=terreau.ui.keys.new_key, editable=False, max_length=12, unique=True)),
                ('base', models.CharField(max_length=60)),
                ('version', models.PositiveIntegerField(default=1)),
                ('definition', models.JSONField()),
                ('adapted_at', models.DateTimeField()),
                ('adapted_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('community', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='adapted_formats', to='community.community')),
            ],
            options={
                'ordering': ['adapted_at'],
            },
        ),
        migrations.CreateModel(
            name='Cohort',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', terreau.ui.keys.KeyField(default=terreau.ui.keys.new_key, editable=False, max_length=12, unique=True)),
                ('kind', models.CharField(choices=[('cohort', 'Cohorte'), ('duo', 'Duo'), ('trio', 'Trio')], max_length=8)),
                ('name', models.CharField(max_length=80, verbose_name='nom')),
                ('pact', models.TextField(blank=True, max_length=2000, verbose_name='pacte')),
                ('format_slug', models.CharField(max_length=60)),
                ('begins_on', models.DateField(verbose_name='commence le')),
                ('ends_on', models.DateField(verbose_name='se termine le')),
                ('made_at', models.DateTimeField()),
                ('ended_at', models.DateTimeField(null=True)),
                ('circle', models.OneToOneField(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='cohort', to='community.circle')),
                ('community', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='cohorts', to='community.community')),
                ('made_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('ends_on__gt', models.F('begins_on'))), name='a_cohort_ends_after_it_begins')],
            },
        ),
        migrations.CreateModel(
            name='Place',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('order', models.PositiveSmallIntegerField()),
                ('asked_at', models.DateTimeField()),
                ('accepted_at', models.DateTimeField(null=True)),
                ('left_at', models.DateTimeField(null=True)),
                ('cohort', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='places', to='protocol.cohort')),
                ('community', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='community.community')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='cohort_places', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('cohort', 'person'), name='one_place_in_a_cohort')],
            },
        ),
        migrations.CreateModel(
            name='Run',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', terreau.ui.keys.KeyField(default=terreau.ui.keys.new_key, editable=False, max_length=12, unique=True)),
                ('title', models.CharField(blank=True, max_length=120, verbose_name='titre')),
                ('format_slug', models.CharField(max_length=60)),
                ('format_version', models.PositiveIntegerField()),
                ('format_hash', models.CharField(max_length=16)),
                ('definition', models.JSONField()),
                ('origin_kind', models.CharField(blank=True, max_length=60)),
                ('origin_id', models.BigIntegerField(null=True)),
                ('prepared_at', models.DateTimeField()),
                ('begun_at', models.DateTimeField(null=True)),
                ('ended_at', models.DateTimeField(null=True)),
                ('number', models.PositiveIntegerField(default=0)),
                ('pulse', models.PositiveIntegerField(default=0)),
                ('floor', models.BigIntegerField(null=True)),
                ('circle', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='runs', to='community.circle')),
                ('cohort', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='runs', to='protocol.cohort')),
                ('community', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='runs', to='community.community')),
                ('owner', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('prepared_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'indexes': [models.Index(fields=['community', 'ended_at', 'prepared_at'], name='runs_of_community'), models.Index(condition=models.Q(('origin_kind', ''), _negated=True), fields=['origin_kind', 'origin_id'], name='runs_by_origin')],
            },
        ),
        migrations.CreateModel(
            name='Review',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', terreau.ui.keys.KeyField(default=terreau.ui.keys.new_key, editable=False, max_length=12, unique=True)),
                ('takes', models.CharField(blank=True, max_length=600, verbose_name='ce que je retiens')),
                ('will_try', models.CharField(blank=True, max_length=600, verbose_name='ce que je vais essayer')),
                ('worth', models.CharField(blank=True, choices=[('yes', 'Oui'), ('partly', 'En partie'), ('no', 'Pas vraiment')], max_length=8, verbose_name='cela valait-il le temps')),
                ('learning', models.CharField(blank=True, max_length=600, verbose_name='un apprentissage à laisser au groupe')),
                ('made_at', models.DateTimeField()),
                ('shared_at', models.DateTimeField(null=True)),
                ('asked_at', models.DateTimeField(null=True)),
                ('tried', models.CharField(blank=True, max_length=600, verbose_name='ce que j’ai essayé')),
                ('told_at', models.DateTimeField(null=True)),
                ('community', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='community.community')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='reviews', to=settings.AUTH_USER_MODEL)),
                ('run', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='reviews', to='protocol.run')),
            ],
            options={
                'indexes': [models.Index(fields=['person', 'made_at'], name='reviews_of_person')],
                'constraints': [models.UniqueConstraint(fields=('run', 'person'), name='one_review_each')],
            },
        ),
        migrations.CreateModel(
            name='Participant',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', terreau.ui.keys.KeyField(default=terreau.ui.keys.new_key, editable=False, max_length=12, unique=True)),
                ('role', models.CharField(blank=True, max_length=20)),
                ('drives', models.BooleanField(default=False)),
                ('came_at', models.DateTimeField()),
                ('left_at', models.DateTimeField(null=True)),
                ('listens', models.BooleanField(default=False)),
                ('asked_at', models.DateTimeField(null=True)),
                ('community', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='community.community')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='run_places', to=settings.AUTH_USER_MODEL)),
                ('run', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='participants', to='protocol.run')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('run', 'person'), name='one_place_in_a_run')],
            },
        ),
        migrations.CreateModel(
            name='LogLine',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField()),
                ('act', models.CharField(max_length=12)),
                ('at', models.DateTimeField()),
                ('value', models.JSONField(default=dict)),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('community', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='community.community')),
                ('run', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='log', to='protocol.run')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('run', 'number'), name='one_line_at_a_number')],
            },
        ),
        migrations.CreateModel(
            name='Capture',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', terreau.ui.keys.KeyField(default=terreau.ui.keys.new_key, editable=False, max_length=12, unique=True)),
                ('step', models.PositiveSmallIntegerField()),
                ('note', models.CharField(max_length=12)),
                ('sees', models.CharField(max_length=8)),
                ('text', models.TextField()),
                ('at', models.DateTimeField()),
                ('answered_at', models.DateTimeField(null=True)),
                ('expires_at', models.DateTimeField(null=True)),
                ('shared_at', models.DateTimeField(null=True)),
                ('form_key', models.CharField(blank=True, max_length=32)),
                ('author', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='captures', to=settings.AUTH_USER_MODEL)),
                ('community', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='community.community')),
                ('run', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='captures', to='protocol.run')),
            ],
            options={
                'indexes': [models.Index(fields=['expires_at'], name='captures_by_end')],
                'constraints': [models.CheckConstraint(condition=django.db.models.lookups.LessThanOrEqual(django.db.models.functions.text.Length('text'), 4000), name='a_capture_has_an_end'), models.UniqueConstraint(condition=models.Q(('form_key', ''), _negated=True), fields=('run', 'author', 'form_key'), name='one_capture_a_form')],
            },
        ),
        migrations.CreateModel(
            name='Turn',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('on', models.DateField()),
                ('cohort', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='turns', to='protocol.cohort')),
                ('community', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='community.community')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['on', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Vote',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('step', models.PositiveSmallIntegerField()),
                ('again', models.PositiveSmallIntegerField()),
                ('choice', models.CharField(max_length=24)),
                ('community', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='community.community')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('run', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='votes', to='protocol.run')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('run', 'step', 'again', 'person', 'choice'), name='one_dot_on_a_choice')],
            },
        ),
    ]
