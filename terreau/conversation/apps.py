from django.apps import AppConfig


class ConversationConfig(AppConfig):
    name = "terreau.conversation"
    label = "conversation"
