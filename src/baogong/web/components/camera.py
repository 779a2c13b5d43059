"""Pages with a field into which the phone's camera may read a label."""

from collections.abc import Callable

from csp.decorators import csp_update

from baogong.web.access import View

# The reader is WebAssembly. No other page may compile any.
reads_labels: Callable[[View], View] = csp_update({"script-src": ["'self'", "'wasm-unsafe-eval'"]})
