import django.db.models.deletion
import terreau.ui.keys
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('community', '0004_the_culture_page_keeps_its_versions'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Report',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', terreau.ui.keys.KeyField(default=terreau.ui.keys.new_key, editable=False, max_length=12, unique=True)),
                ('about_kind', models.CharField(max_length=60)),
                ('about_id', models.BigIntegerField()),
                ('reason', models.CharField(max_length=600, verbose_name='ce qui ne va pas')),
                ('made_at', models.DateTimeField()),
                ('decided_at', models.DateTimeField(null=True)),
                ('outcome', models.CharField(blank=True, choices=[('kept', 'Rien ne change'), ('talked', 'Nous en avons parlé avec la personne'), ('set-aside', 'Mis de côté\xa0: ce n’est plus visible ici'), ('removed', 'La personne ne fait plus partie de la communauté')], max_length=10)),
                ('answer', models.CharField(blank=True, max_length=600, verbose_name='la raison de cette décision')),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('community', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='reports', to='community.community')),
                ('concerning', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('decided_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'indexes': [models.Index(fields=['community', 'decided_at'], name='reports_of_community')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('decided_at', None)), fields=('by', 'about_kind', 'about_id'), name='one_open_report_each'), models.CheckConstraint(condition=models.Q(('decided_at', None), models.Q(models.Q(('answer', ''), _negated=True), models.Q(('outcome', ''), _negated=True)), _connector='OR'), name='a_decision_gives_its_reason')],
            },
        ),
    ]
