from django.apps import AppConfig


class ProtocolConfig(AppConfig):
    name = "terreau.protocol"
    label = "protocol"
