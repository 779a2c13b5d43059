"""Only root can act for others; where another user runs the tests, they prove their own half."""

import os

collect_ignore = [] if os.geteuid() == 0 else ["test_as_root.py"]
