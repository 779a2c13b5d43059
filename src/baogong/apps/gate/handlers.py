"""What this app keeps about people."""

from baogong.apps.gate.retention import KINDS
from baogong.plumbing import retention

retention.register(*KINDS)
