"""Pages with a field into which the phone's camera may read a label."""

from csp.decorators import csp_update

# The reader is WebAssembly. No other page may compile any.
reads_labels = csp_update({"script-src": ["'self'", "'wasm-unsafe-eval'"]})
