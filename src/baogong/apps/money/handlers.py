"""What this app keeps about people."""

from baogong.apps.money.retention import KINDS
from baogong.plumbing import retention

retention.register(*KINDS)
