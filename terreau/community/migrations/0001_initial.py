import django.core.validators
import django.db.models.deletion
import terreau.ui.keys
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('people', '__first__'),
    ]

    operations = [
        migrations.CreateModel(
            name='Community',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('slug', models.SlugField(unique=True, validators=[django.core.validators.RegexValidator('^[a-z0-9][a-z0-9-]*$', 'Lettres minuscules, chiffres et traits d’union.')], verbose_name='adresse')),
                ('name', models.CharField(max_length=120, verbose_name='nom')),
                ('acronym', models.CharField(blank=True, max_length=20, verbose_name='sigle')),
                ('nickname', models.CharField(blank=True, max_length=40, verbose_name='petit nom')),
                ('purpose', models.CharField(blank=True, max_length=300, verbose_name='ce qui nous réunit, en une phrase')),
                ('question', models.CharField(blank=True, max_length=200, verbose_name='la question du moment')),
                ('question_since', models.DateField(blank=True, null=True)),
                ('language', models.CharField(choices=[('fr', 'Français'), ('en', 'English')], default='fr', max_length=5, verbose_name='langue')),
                ('time_zone', models.CharField(default='America/Toronto', max_length=60, verbose_name='fuseau horaire')),
                ('entry', models.CharField(choices=[('open', 'Ouverte\xa0: on entre librement'), ('request', 'Sur demande\xa0: quelqu’un répond à chaque demande'), ('invitation', 'Sur invitation')], default='invitation', max_length=12, verbose_name='comment on entre')),
                ('public_page', models.BooleanField(default=False, verbose_name='page publique')),
                ('public_talk', models.BooleanField(default=False, verbose_name='échanges lisibles par tout le monde')),
                ('is_example', models.BooleanField(default=False, editable=False)),
                ('founded_at', models.DateTimeField()),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('public_talk', False), ('public_page', True), _connector='OR'), name='public_talk_needs_a_public_page')],
            },
        ),
        migrations.CreateModel(
            name='Circle',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', terreau.ui.keys.KeyField(default=terreau.ui.keys.new_key, editable=False, max_length=12, unique=True)),
                ('name', models.CharField(max_length=80, verbose_name='nom')),
                ('purpose', models.CharField(max_length=300, verbose_name='raison d’être')),
                ('is_private', models.BooleanField(default=False, verbose_name='cercle privé')),
                ('ends_on', models.DateField(blank=True, null=True, verbose_name='se termine le')),
                ('opened_at', models.DateTimeField()),
                ('ended_at', models.DateTimeField(null=True)),
                ('community', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='circles', to='community.community')),
            ],
            options={
                'indexes': [models.Index(fields=['community', 'ended_at'], name='circles_of_community')],
            },
        ),
        migrations.CreateModel(
            name='Invitation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', terreau.ui.keys.KeyField(default=terreau.ui.keys.new_key, editable=False, max_length=12, unique=True)),
                ('email', models.EmailField(blank=True, max_length=254, verbose_name='courriel')),
                ('name', models.CharField(blank=True, max_length=120, verbose_name='nom de la personne')),
                ('word', models.CharField(blank=True, max_length=600, verbose_name='pourquoi elle')),
                ('landing', models.CharField(blank=True, max_length=200)),
                ('guest_until', models.DateTimeField(blank=True, null=True)),
                ('made_at', models.DateTimeField()),
                ('expires_at', models.DateTimeField()),
                ('uses_left', models.PositiveIntegerField(default=1)),
                ('revoked_at', models.DateTimeField(null=True)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('circle', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='invitations', to='community.circle')),
                ('community', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='invitations', to='community.community')),
            ],
            options={
                'indexes': [models.Index(fields=['community', 'made_at'], name='invitations_of_community')],
                'constraints': [models.CheckConstraint(condition=models.Q(('guest_until', None), ('circle__isnull', False), _connector='OR'), name='a_guest_is_of_one_circle'), models.CheckConstraint(condition=models.Q(('email', ''), ('uses_left__lte', 1), _connector='OR'), name='a_mailed_invitation_serves_once')],
            },
        ),
        migrations.CreateModel(
            name='Membership',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', terreau.ui.keys.KeyField(default=terreau.ui.keys.new_key, editable=False, max_length=12, unique=True)),
                ('status', models.CharField(choices=[('invited', 'invitation envoyée'), ('requested', 'demande reçue'), ('active', 'membre'), ('paused', 'en pause'), ('left', 'partie ou parti'), ('removed', 'retirée ou retiré')], max_length=10)),
                ('involvement', models.CharField(choices=[('observe', 'J’observe'), ('exchange', 'J’échange'), ('involved', 'Je m’implique')], default='observe', max_length=10, verbose_name='ma place')),
                ('since', models.DateTimeField()),
                ('joined_at', models.DateTimeField(null=True)),
                ('brought_by', models.CharField(blank=True, max_length=300, verbose_name='ce qui m’amène')),
                ('farewell', models.CharField(blank=True, max_length=600, verbose_name='mot de départ')),
                ('paused_until', models.DateField(blank=True, null=True)),
                ('reason', models.CharField(blank=True, max_length=300)),
                ('arrived_here_at', models.DateTimeField(editable=False, null=True)),
                ('community', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='memberships', to='community.community')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='memberships', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'indexes': [models.Index(fields=['person', 'status'], name='membership_of_person'), models.Index(fields=['community', 'status', 'joined_at'], name='membership_by_arrival')],
                'constraints': [models.UniqueConstraint(fields=('community', 'person'), name='one_membership_each'), models.CheckConstraint(condition=models.Q(models.Q(('status__in', ['active', 'paused']), _negated=True), ('joined_at__isnull', False), _connector='OR'), name='members_have_joined')],
            },
        ),
        migrations.CreateModel(
            name='Hat',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('coordination', 'Coordination'), ('facilitation', 'Animation'), ('coach', 'Coach'), ('documentalist', 'Documentaliste'), ('technical', 'Soutien technique'), ('administrative', 'Soutien administratif'), ('core', 'Noyau'), ('sponsor', 'Parrainage'), ('elder', 'Doyenne ou doyen')], max_length=16)),
                ('offered_at', models.DateTimeField()),
                ('accepted_at', models.DateTimeField(null=True)),
                ('review_on', models.DateField(blank=True, null=True, verbose_name='à revoir le')),
                ('ended_at', models.DateTimeField(null=True)),
                ('community', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='hats', to='community.community')),
                ('membership', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='hats', to='community.membership')),
                ('offered_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='community.membership')),
            ],
            options={
                'ordering': ['offered_at', 'id'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('ended_at', None)), fields=('membership', 'kind'), name='one_hat_of_a_kind_each')],
            },
        ),
        migrations.CreateModel(
            name='Seat',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', terreau.ui.keys.KeyField(default=terreau.ui.keys.new_key, editable=False, max_length=12, unique=True)),
                ('is_host', models.BooleanField(default=False)),
                ('since', models.DateTimeField()),
                ('guest_until', models.DateTimeField(null=True)),
                ('left_at', models.DateTimeField(null=True)),
                ('circle', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='seats', to='community.circle')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='seats', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'indexes': [models.Index(fields=['person', 'left_at'], name='seats_of_person')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('left_at', None)), fields=('circle', 'person'), name='one_seat_each')],
            },
        ),
    ]
