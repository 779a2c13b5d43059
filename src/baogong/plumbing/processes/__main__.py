"""Runs one of this package's processes: ``python -m baogong.plumbing.processes worker``."""

import sys
from importlib import import_module

if __name__ == "__main__":
    name = sys.argv.pop(1)
    import_module(f"baogong.plumbing.processes.{name}").main()
