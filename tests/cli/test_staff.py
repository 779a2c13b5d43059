"""``baogong staff``: the way back in for the last commander."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.plumbing.processes.installation import baogong, environment

pytestmark = pytest.mark.processes

COMMANDER_WITH_AN_APP = """
import django, pyotp
django.setup()
from django.utils import timezone
from baogong.apps.accounts.services import offer_device, set_up_device
from baogong.apps.people.services import Founding, found_town
from baogong.cli import database
now = timezone.now()
with database.available():
    user = found_town(Founding("T", "boss", "B", "battery staple 77", ""), now=now)
    offer = offer_device(user=user, sealed=None)
    code = pyotp.TOTP(offer.secret).at(now)
    set_up_device(user=user, sealed=offer.sealed, code=code, now=now)
"""


def test_the_second_factor_of_the_last_commander_is_reset_on_the_machine(data_dir: Path) -> None:
    subprocess.run(
        [sys.executable, "-c", COMMANDER_WITH_AN_APP],
        env=environment(data_dir, DJANGO_SETTINGS_MODULE="baogong.config.settings"),
        check=True,
        timeout=120,
    )

    first = baogong(data_dir, "staff", "reset-second-factor", "boss")
    again = baogong(data_dir, "staff", "reset-second-factor", "boss")
    unknown = baogong(data_dir, "staff", "reset-second-factor", "nobody")

    assert first.stdout == "boss sets up a second factor at the next sign-in.\n"
    assert again.stdout == "boss has no second factor. Nothing was changed.\n"
    assert (unknown.returncode, unknown.stderr) == (1, "baogong: nobody signs in as nobody\n")
