"""Writing somebody's archive: everything each room tells of them, as JSON and as tables, and their files."""

import json
import os
import zipfile
from datetime import datetime
from pathlib import Path

from django.core.serializers.json import DjangoJSONEncoder
from django.utils import translation
from django.utils.translation import gettext as _

from terreau.ui.tables import csv_text

from . import footprint
from .models import Export

BLOCK = 256 * 1024


def write(export: Export, *, at: datetime) -> None:
    """Write the archive whole or not at all, then say it is ready. Killed and called again, it ends the same."""
    draft = export.path.with_suffix(".part")
    draft.parent.mkdir(parents=True, exist_ok=True)
    try:
        with translation.override(export.person.language), open(draft, "wb") as file:
            with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
                _fill(archive, export.person, at)
            file.flush()
            os.fsync(file.fileno())
    except BaseException:
        draft.unlink(missing_ok=True)  # half an archive must not keep a full disk full
        raise
    os.replace(draft, export.path)
    _sync(export.path.parent)
    export.done(at=at, size=export.path.stat().st_size)


def _fill(archive: zipfile.ZipFile, person, at: datetime) -> None:
    everything = {}
    for name, rows in footprint.told_of(person):
        everything[name] = rows
        if rows:
            archive.writestr(f"tables/{name}.csv", "\ufeff" + _table(rows))
    said = {"made_at": at, "person": person.key, "sections": everything}
    archive.writestr("terreau.json", json.dumps(said, cls=DjangoJSONEncoder, ensure_ascii=False, indent=1))
    archive.writestr(_("LISEZ-MOI.txt"), _about(everything))
    for number, (name, opened) in enumerate(footprint.files_of(person), 1):
        with opened() as source, archive.open(f"fichiers/{number:04d}-{Path(name).name}", "w") as kept:
            while block := source.read(BLOCK):
                kept.write(block)


def _table(rows: list[dict]) -> str:
    """One table, with every column that any row has."""
    columns = list(dict.fromkeys(column for row in rows for column in row))
    return csv_text(columns, ([_cell(row.get(column)) for column in columns] for row in rows))


def _cell(value) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, dict | list):
        return json.dumps(value, cls=DjangoJSONEncoder, ensure_ascii=False)
    return str(value)


def _about(everything: dict[str, list]) -> str:
    """A page that says what is inside."""
    opening = _("Tout ce que Terreau sait de vous, et tout ce que vous y avez écrit ou déposé.")
    inside = _("terreau.json contient tout, tables/ la même chose en tableaux, fichiers/ vos fichiers.")
    counts = "\n".join(
        f"- {name}\u00a0: {footprint.sections[name].says} ({len(rows)})" for name, rows in everything.items()
    )
    return f"{opening}\n\n{inside}\n\n{counts}\n"


def _sync(folder: Path) -> None:
    """Have the disk know the new name before anybody is told."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
