"""How letters look: a handful of declarations, put on the elements because mail programs drop stylesheets."""

from markupsafe import Markup

_INK, _SOFT, _LINE, _LINK = "#231a1d", "#4f4346", "#c7d0bb", "#265a32"
_SANS = "'Segoe UI',Helvetica,Arial,sans-serif"
_LOOKS = {
    "body": f"margin:0;padding:24px 16px;background:#edf1e7;color:{_INK};font:17px/1.5 {_SANS}",
    "sheet": "max-width:600px;margin:0 auto;padding:24px;background:#f9fbf5;border-radius:6px",
    "from": f"margin:0 0 16px;color:{_SOFT};font-size:15px",
    "code": "margin:24px 0;font:700 32px/1.2 'Courier New',monospace;letter-spacing:4px",
    "quote": f"margin:16px 0;padding:0 0 0 16px;border-left:3px solid {_LINE};font:19px/1.5 Georgia,serif",
    "said": f"margin:24px 0 0;color:{_SOFT};font-size:15px",
    "button": f"display:inline-block;padding:12px 20px;background:{_INK};color:#f4f7ee;text-decoration:none",
    "link": f"color:{_LINK}",
    "foot": f"max-width:600px;margin:16px auto 0;padding:0 24px;color:{_SOFT};font-size:14px",
}


def look(name: str) -> Markup:
    """The style attribute of one kind of element."""
    return Markup(' style="{}"').format(_LOOKS[name])
