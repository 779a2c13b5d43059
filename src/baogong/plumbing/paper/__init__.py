"""Printed paper: Typst templates and JSON become PDF. Knows no domain."""

from baogong.plumbing.paper.fonts_on_board import FontsMissing
from baogong.plumbing.paper.qr import qr_svg
from baogong.plumbing.paper.sheet import PaperSpoiled, Sheet, compile_part, print_pdf

__all__ = ["FontsMissing", "PaperSpoiled", "Sheet", "compile_part", "print_pdf", "qr_svg"]
