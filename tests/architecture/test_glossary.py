"""Every model and every job is named in docs/glossary.md."""

import re

from django.apps import apps
from procrastinate.contrib.django import app as procrastinate_app

from .source import ROOT


def words() -> set[str]:
    return set(re.findall(r"[\w.]+\w", (ROOT / "docs/glossary.md").read_text("utf-8")))


def test_every_model_is_in_the_glossary():
    ours = {
        model.__name__ for model in apps.get_models() if model.__module__.startswith("baogong.")
    }

    assert ours - words() == set()


def test_every_job_is_in_the_glossary():
    jobs = {
        name
        for name, task in procrastinate_app.tasks.items()
        if task.func.__module__.startswith("baogong.")
    }

    assert jobs - words() == set()
