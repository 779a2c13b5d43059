"""What an installation sets about HTTPS, as a process of its own reads it."""

import os
import subprocess
import sys

import pytest

PRINT = (
    "from django.conf import settings as s;"
    "print(s.SESSION_COOKIE_SECURE, s.CSRF_COOKIE_SECURE, s.SECURE_HSTS_SECONDS,"
    " s.SECURE_PROXY_SSL_HEADER)"
)


@pytest.mark.parametrize(
    ("https", "says"), [("0", "False False 0 None"), ("1", "True True 86400 None")]
)
def test_https_is_kept_to_when_an_installation_says_so(https, says, tmp_path):
    """No request's header is believed: the server itself weighs a proxy's word."""
    environment = os.environ | {"BAOGONG_HTTPS": https, "BAOGONG_DATA": str(tmp_path)}
    done = subprocess.run(
        [sys.executable, "-c", PRINT], env=environment, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == says
