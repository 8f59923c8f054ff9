"""Addresses as drawings that a phone reads: QR codes to print at any size."""

from io import BytesIO

from django.http import HttpResponse


def qr_code(address: str, name: str) -> HttpResponse:
    """The address as an SVG file of that name, shown in the page; a sheet of paper may be creased and still be read."""
    import segno  # with the first code: three megabytes that a server without any never holds

    drawing = BytesIO()
    segno.make(address, error="m", micro=False).save(drawing, kind="svg", scale=8, border=4, light="#fff")
    answer = HttpResponse(drawing.getvalue(), content_type="image/svg+xml")
    answer["Content-Disposition"] = f'inline; filename="{name}.svg"'
    return answer
