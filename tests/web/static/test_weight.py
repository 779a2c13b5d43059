"""A first visit stays light: everything that base.html loads, as it goes over the wire."""

import re
from pathlib import Path

import brotli
import pytest
from django.contrib.staticfiles import finders

from tests.web.components.test_gallery import page


@pytest.mark.urls("tests.web.components.gallery_urls")
def test_a_phone_page_weighs_less_than_150_kilobytes_on_first_load():
    html = page(part="controls")
    files = set(re.findall(r'(?:href|src)="/static/([^"#]+)', html))

    weights = [len(brotli.compress(Path(finders.find(name)).read_bytes())) for name in files]

    assert "vendor/bootstrap.min.css" in files
    assert "vendor/icons.svg" in files
    assert sum(weights) + len(html) < 150_000
