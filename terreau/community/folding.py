"""Names and words compared without capitals or accents, the same way in Python and in both databases."""

from django.db.backends.signals import connection_created
from django.db.models import CharField, Func

_SMALL = "àâäáãåçéèêëíìîïñóòôöõøúùûüýÿœæ"
_PLAIN = "aaaaaaceeeeiiiinoooooouuuuyyoa"
ACCENTED = _SMALL + _SMALL.upper() + "İ"  # capitals too: what a database makes of them depends on its locale
PLAIN = _PLAIN + _PLAIN + "i"
_TABLE = str.maketrans(ACCENTED, PLAIN)


def fold(text: str | None) -> str:
    """« Chloé » and « CHLOE » are both « chloe »."""
    return (text or "").translate(_TABLE).lower()


class Folded(Func):
    """The same, as an expression over a column."""

    arity = 1
    output_field = CharField()

    def as_sqlite(self, compiler, connection, **context):
        """SQLite calls the Python above."""
        return self.as_sql(compiler, connection, function="terreau_fold", **context)

    def as_postgresql(self, compiler, connection, **context):
        """PostgreSQL does it by itself."""
        template = f"lower(translate(%(expressions)s, '{ACCENTED}', '{PLAIN}'))"
        return self.as_sql(compiler, connection, template=template, **context)


def teach(sender, connection, **_kwargs) -> None:
    """Give a new SQLite connection the function."""
    if connection.vendor == "sqlite":
        connection.connection.create_function("terreau_fold", 1, fold, deterministic=True)


connection_created.connect(teach, dispatch_uid="terreau.community.folding")
