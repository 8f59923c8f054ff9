import smtplib

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.mail import get_connection
from django.core.management.base import BaseCommand, CommandError
from django.core.validators import validate_email

from terreau.config.said import said
from terreau.letters import backends
from terreau.letters.message import trial


class Command(BaseCommand):
    """Send a trial letter and show, word for word, what the mail server answers at each step."""

    help = "Send a trial letter to ADDRESS and show what the mail server answers, word for word."

    def add_arguments(self, parser):
        parser.add_argument("address")

    def handle(self, *, address, **options):
        try:
            validate_email(address)
        except ValidationError as wrong:
            words = said(f"Ce n’est pas une adresse\u00a0: {address}", f"This is not an address: {address}")
            raise CommandError(words) from wrong
        message = trial(address)
        connection = get_connection()
        if not hasattr(connection, "connection"):
            connection.send_messages([message])
            french = "Aucun serveur de courriel (TERREAU_SMTP)\u00a0: la lettre est un fichier dans"
            english = "No mail server is set (TERREAU_SMTP): the letter is a file in"
            self.stdout.write(f"{said(french, english)} {backends.folder()}.")
            return
        self.stdout.write(f"-> {settings.EMAIL_HOST}:{settings.EMAIL_PORT}")
        try:
            self.converse(connection, message, address)
        except smtplib.SMTPResponseException as refused:
            self.answered(refused.smtp_code, refused.smtp_error)
            words = said("Le serveur de courriel a refusé la lettre.", "The mail server did not take the letter.")
            raise CommandError(words) from refused
        except (smtplib.SMTPException, OSError) as away:
            words = said("On ne joint pas le serveur de courriel", "The mail server cannot be reached")
            raise CommandError(f"{words}: {away}") from away
        self.stdout.write(said("Le serveur de courriel a pris la lettre.", "The mail server took the letter."))

    def converse(self, connection, message, address: str) -> None:
        """One step at a time, stopping at the first no."""
        connection.open()
        try:
            smtp = connection.connection
            smtp.ehlo_or_helo_if_needed()
            self.answered(250, smtp.ehlo_resp or smtp.helo_resp or b"")
            sender = message.from_email.rsplit("<", 1)[-1].rstrip(">")
            for asked, step in (
                (f"MAIL FROM:<{sender}>", lambda: smtp.mail(sender)),
                (f"RCPT TO:<{address}>", lambda: smtp.rcpt(address)),
                ("DATA", lambda: smtp.data(message.message().as_bytes(linesep="\r\n"))),
            ):
                self.stdout.write(f"-> {asked}")
                code, answer = step()
                if code >= 300:
                    raise smtplib.SMTPResponseException(code, answer)
                self.answered(code, answer)
        finally:
            connection.close()

    def answered(self, code: int, answer: bytes | str) -> None:
        """What the server said, as it said it."""
        text = answer.decode(errors="replace") if isinstance(answer, bytes) else answer
        for line in text.splitlines() or [""]:
            self.stdout.write(f"<- {code} {line}")
