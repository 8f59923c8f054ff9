import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('community', '0003_welcoming_has_its_place'),
        ('people', '__first__'),
    ]

    operations = [
        migrations.CreateModel(
            name='CultureSection',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('origines', 'D’où nous venons'), ('rituels', 'Nos rituels'), ('mots', 'Nos mots'), ('entre-nous', 'Ce qui va de soi ici, sans avoir été écrit')], max_length=12)),
                ('source', models.TextField(max_length=6000, verbose_name='texte')),
                ('html', models.TextField(editable=False)),
                ('sanitizer', models.PositiveSmallIntegerField(editable=False)),
                ('version', models.PositiveIntegerField(default=1)),
                ('written_at', models.DateTimeField()),
                ('community', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='culture', to='community.community')),
                ('written_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('community', 'kind'), name='one_section_of_a_kind')],
            },
        ),
        migrations.CreateModel(
            name='CultureVersion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField()),
                ('source', models.TextField()),
                ('html', models.TextField()),
                ('sanitizer', models.PositiveSmallIntegerField()),
                ('written_at', models.DateTimeField()),
                ('community', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='community.community')),
                ('section', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='versions', to='community.culturesection')),
                ('written_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['-number'],
                'constraints': [models.UniqueConstraint(fields=('section', 'number'), name='one_version_of_a_number')],
            },
        ),
    ]
