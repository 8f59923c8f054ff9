import django.db.models.deletion
import django.db.models.functions.text
import django.db.models.lookups
import terreau.conversation.models.call
import terreau.ui.keys
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('community', '0001_initial'),
        ('files', '0001_files_come_through_one_door'),
        ('people', '__first__'),
    ]

    operations = [
        migrations.CreateModel(
            name='Thread',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', terreau.ui.keys.KeyField(default=terreau.ui.keys.new_key, editable=False, max_length=12, unique=True)),
                ('title', models.CharField(blank=True, max_length=160, verbose_name='titre')),
                ('opening', models.CharField(blank=True, max_length=160)),
                ('opened_at', models.DateTimeField()),
                ('last_at', models.DateTimeField()),
                ('message_count', models.PositiveIntegerField(default=0)),
                ('closed_at', models.DateTimeField(null=True)),
                ('call_until', models.DateField(null=True, verbose_name='pour quand')),
                ('call_closed_at', models.DateTimeField(null=True)),
                ('helped', models.TextField(blank=True, max_length=2000, verbose_name='ce qui m’a aidé')),
                ('archive_address', models.CharField(blank=True, max_length=500)),
                ('imported', models.BooleanField(default=False)),
                ('hidden_at', models.DateTimeField(null=True)),
                ('hidden_reason', models.CharField(blank=True, max_length=300)),
                ('circle', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='threads', to='community.circle')),
                ('community', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='threads', to='community.community')),
                ('last_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('opened_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='threads', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'indexes': [models.Index(fields=['community', 'last_at', 'key'], name='threads_of_community'), models.Index(fields=['community', 'circle', 'last_at', 'key'], name='threads_of_circle'), models.Index(condition=models.Q(('call_closed_at', None), ('call_until__isnull', False)), fields=['community', 'call_until'], name='calls_of_community'), models.Index(condition=models.Q(('archive_address', ''), _negated=True), fields=['community', 'archive_address'], name='threads_by_old_address')],
                'constraints': [models.CheckConstraint(condition=models.Q(('call_closed_at', None), ('call_until__isnull', False), _connector='OR'), name='only_a_call_is_answered')],
            },
            bases=(terreau.conversation.models.call.CallVerbs, models.Model),
        ),
        migrations.CreateModel(
            name='Message',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', terreau.ui.keys.KeyField(default=terreau.ui.keys.new_key, editable=False, max_length=12, unique=True)),
                ('source', models.TextField(blank=True)),
                ('html', models.TextField(blank=True)),
                ('quoted', models.TextField(blank=True)),
                ('position', models.PositiveIntegerField()),
                ('sent_at', models.DateTimeField()),
                ('edited_at', models.DateTimeField(null=True)),
                ('hidden_at', models.DateTimeField(null=True)),
                ('hidden_reason', models.CharField(blank=True, max_length=300)),
                ('withdrawn_at', models.DateTimeField(null=True)),
                ('thanks_count', models.PositiveIntegerField(default=0)),
                ('files_count', models.PositiveSmallIntegerField(default=0)),
                ('form_key', models.CharField(blank=True, max_length=32)),
                ('message_id', models.CharField(blank=True, max_length=255)),
                ('archive_address', models.CharField(blank=True, max_length=500)),
                ('author', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='messages', to=settings.AUTH_USER_MODEL)),
                ('circle', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='community.circle')),
                ('community', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='messages', to='community.community')),
                ('thread', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='messages', to='conversation.thread')),
            ],
            options={
                'indexes': [models.Index(fields=['community', 'sent_at', 'id'], name='messages_of_community'), models.Index(fields=['author', 'community', 'sent_at'], name='messages_of_person')],
                'constraints': [models.UniqueConstraint(fields=('community', 'thread', 'position'), name='one_message_at_a_place'), models.UniqueConstraint(condition=models.Q(('message_id', ''), _negated=True), fields=('community', 'message_id'), name='one_arrival_of_a_message'), models.UniqueConstraint(condition=models.Q(('form_key', ''), _negated=True), fields=('author', 'form_key'), name='one_message_for_a_form'), models.CheckConstraint(condition=django.db.models.lookups.LessThanOrEqual(django.db.models.functions.text.Length('source'), 100000), name='a_message_has_an_end'), models.CheckConstraint(condition=models.Q(models.Q(('hidden_at', None), ('withdrawn_at', None)), models.Q(('html', ''), ('quoted', ''), ('source', '')), _connector='OR'), name='what_is_taken_out_is_not_there')],
            },
        ),
        migrations.CreateModel(
            name='LastSeen',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveIntegerField()),
                ('community', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='community.community')),
                ('person', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('thread', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='conversation.thread')),
            ],
            options={
                'indexes': [models.Index(fields=['community', 'person'], name='marks_of_community')],
                'constraints': [models.UniqueConstraint(fields=('person', 'thread'), name='one_mark_in_a_thread')],
            },
        ),
        migrations.CreateModel(
            name='HelpOffer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('helps', 'Je peux aider'), ('curious', 'Ça m’intéresse aussi'), ('knows', 'Je connais quelqu’un')], max_length=8)),
                ('word', models.CharField(blank=True, max_length=300, verbose_name='un mot')),
                ('at', models.DateTimeField()),
                ('thanked_at', models.DateTimeField(null=True)),
                ('community', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='community.community')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='help_offers', to=settings.AUTH_USER_MODEL)),
                ('thread', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='offers', to='conversation.thread')),
            ],
            options={
                'ordering': ['at', 'id'],
                'indexes': [models.Index(fields=['community', 'at'], name='offers_of_community')],
                'constraints': [models.UniqueConstraint(fields=('thread', 'person'), name='one_answer_to_a_call')],
            },
        ),
        migrations.CreateModel(
            name='Draft',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('place', models.CharField(max_length=24)),
                ('title', models.CharField(blank=True, max_length=160)),
                ('source', models.TextField(blank=True)),
                ('saved_at', models.DateTimeField()),
                ('community', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='community.community')),
                ('person', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='drafts', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'indexes': [models.Index(fields=['person', 'saved_at'], name='drafts_of_person')],
                'constraints': [models.UniqueConstraint(fields=('community', 'person', 'place'), name='one_draft_at_a_place'), models.CheckConstraint(condition=django.db.models.lookups.LessThanOrEqual(django.db.models.functions.text.Length('source'), 20000), name='a_draft_has_an_end')],
            },
        ),
        migrations.CreateModel(
            name='Mention',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('community', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='community.community')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='mentions', to=settings.AUTH_USER_MODEL)),
                ('message', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='mentions', to='conversation.message')),
            ],
            options={
                'indexes': [models.Index(fields=['community', 'person'], name='mentions_of_community')],
                'constraints': [models.UniqueConstraint(fields=('message', 'person'), name='called_once_in_a_message')],
            },
        ),
        migrations.CreateModel(
            name='Attachment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('alt', models.CharField(blank=True, max_length=300)),
                ('position', models.PositiveSmallIntegerField(default=0)),
                ('community', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='community.community')),
                ('file', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='files.file')),
                ('message', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='attachments', to='conversation.message')),
            ],
            options={
                'ordering': ['position', 'id'],
                'indexes': [models.Index(fields=['community', 'message'], name='attachments_of_community')],
                'constraints': [models.UniqueConstraint(fields=('message', 'file'), name='a_file_once_with_a_message')],
            },
        ),
        migrations.CreateModel(
            name='Revision',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('source', models.TextField()),
                ('html', models.TextField()),
                ('at', models.DateTimeField()),
                ('community', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='community.community')),
                ('message', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='revisions', to='conversation.message')),
            ],
            options={
                'ordering': ['at', 'id'],
                'indexes': [models.Index(fields=['community', 'message', 'at'], name='revisions_of_community')],
            },
        ),
        migrations.CreateModel(
            name='SetAside',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('source', models.TextField(blank=True)),
                ('html', models.TextField(blank=True)),
                ('quoted', models.TextField(blank=True)),
                ('community', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='community.community')),
                ('message', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='set_aside', to='conversation.message')),
            ],
            options={
                'indexes': [models.Index(fields=['community', 'message'], name='set_aside_in_community')],
            },
        ),
        migrations.CreateModel(
            name='Thanks',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField()),
                ('community', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='community.community')),
                ('message', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='thanks', to='conversation.message')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='thanks', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['id'],
                'indexes': [models.Index(fields=['community', 'at'], name='thanks_of_community')],
                'constraints': [models.UniqueConstraint(fields=('message', 'person'), name='one_thanks_each')],
            },
        ),
    ]
