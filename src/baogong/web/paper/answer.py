"""A sheet as the answer to a request."""

from django.http import HttpResponse

from baogong.plumbing.paper import Sheet, print_pdf


def pdf_answer(sheet: Sheet, *, name: str) -> HttpResponse:
    """The sheet's PDF, opened in the browser; ``name`` without its ending, in ASCII."""
    answer = HttpResponse(print_pdf(sheet), content_type="application/pdf")
    answer["Content-Disposition"] = f'inline; filename="{name}.pdf"'
    return answer
