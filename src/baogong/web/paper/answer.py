"""A sheet as the answer to a request."""

from django.http import HttpResponse

from baogong.plumbing.paper import Sheet, compile_part, print_pdf


def pdf_answer(sheet: Sheet, *, name: str) -> HttpResponse:
    """The sheet's PDF, opened in the browser; ``name`` without its ending, in ASCII."""
    answer = HttpResponse(print_pdf(sheet), content_type="application/pdf")
    answer["Content-Disposition"] = f'inline; filename="{name}.pdf"'
    return answer


def png_answer(sheet: Sheet, *, name: str) -> HttpResponse:
    """The first page of a sheet as a picture for a phone, 1,080 dots wide where it is 360 pt."""
    [picture, *_rest] = compile_part(sheet, sheet.items, to="png", dots_per_inch=216)
    answer = HttpResponse(picture, content_type="image/png")
    answer["Content-Disposition"] = f'inline; filename="{name}.png"'
    return answer
