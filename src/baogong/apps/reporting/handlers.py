"""What time drives in this app."""

from baogong.apps.reporting.services import prove_ledger
from baogong.plumbing.sweeps import register

register(prove_ledger)
