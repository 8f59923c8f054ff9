import smtplib

from django.conf import settings
from django.core.mail import get_connection
from django.core.management.base import BaseCommand, CommandError

from terreau.letters import backends
from terreau.letters.message import trial


class Command(BaseCommand):
    """Send a trial letter and show, word for word, what the mail server answers at each step."""

    help = "Send a trial letter to ADDRESS and show what the mail server answers, word for word."

    def add_arguments(self, parser):
        parser.add_argument("address")

    def handle(self, *, address, **options):
        message = trial(address)
        connection = get_connection()
        if not hasattr(connection, "connection"):
            connection.send_messages([message])
            self.stdout.write(f"No mail server is set (TERREAU_SMTP): the letter is a file in {backends.folder()}.")
            return
        self.stdout.write(f"-> {settings.EMAIL_HOST}:{settings.EMAIL_PORT}")
        try:
            self.converse(connection, message, address)
        except smtplib.SMTPResponseException as refused:
            self.said(refused.smtp_code, refused.smtp_error)
            raise CommandError("The mail server did not take the letter.") from refused
        except (smtplib.SMTPException, OSError) as away:
            raise CommandError(f"The mail server cannot be reached: {away}") from away
        self.stdout.write("The mail server took the letter.")

    def converse(self, connection, message, address: str) -> None:
        """One step at a time, stopping at the first no."""
        connection.open()
        try:
            smtp = connection.connection
            smtp.ehlo_or_helo_if_needed()
            self.said(250, smtp.ehlo_resp or smtp.helo_resp or b"")
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
                self.said(code, answer)
        finally:
            connection.close()

    def said(self, code: int, answer: bytes | str) -> None:
        """What the server said, as it said it."""
        text = answer.decode(errors="replace") if isinstance(answer, bytes) else answer
        for line in text.splitlines() or [""]:
            self.stdout.write(f"<- {code} {line}")
