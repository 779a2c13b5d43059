"""``python -m baogong.plumbing.paper.setter``: parts of a sheet from standard input become a PDF.

Reads ``{"template", "root", "head", "parts"}`` as JSON and writes the PDF to standard output.
"""

import json
import sys
from pathlib import Path

from baogong.plumbing.paper.fonts_on_board import FontsMissing
from baogong.plumbing.paper.sheet import PaperSpoiled, Sheet, compile_part, joined


def main() -> int:
    """Exit code 1 with what is wrong on standard error."""
    work = json.load(sys.stdin)
    sheet = Sheet(Path(work["template"]), [], work["head"], root=Path(work["root"]))
    try:
        made = joined(compile_part(sheet, items)[0] for items in work["parts"])
    except (PaperSpoiled, FontsMissing) as error:
        sys.stderr.write(str(error))
        return 1
    sys.stdout.buffer.write(made)
    return 0


if __name__ == "__main__":
    sys.exit(main())
