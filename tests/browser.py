"""Real Chromium for tests: phones of 360 px in Chinese, desks of 1280 px, on the live server.

Each page reports its own JavaScript errors: a test that leaves one behind fails.
"""

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, Playwright, expect, sync_playwright

CHROMIUM = shutil.which("chromium") or "/usr/bin/chromium"
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PHONE = {
    "viewport": {"width": 360, "height": 740},
    "device_scale_factor": 2,
    "is_mobile": True,
    "has_touch": True,
    "locale": "zh-CN",
    "timezone_id": "Asia/Shanghai",
}
DESK = {
    "viewport": {"width": 1280, "height": 800},
    "locale": "en-GB",
    "timezone_id": "Asia/Shanghai",
}
PATIENCE_MS = 10_000
expect.set_options(timeout=PATIENCE_MS)  # a context's default timeout does not hold for it

NewContext = Callable[..., BrowserContext]


@pytest.fixture(scope="module")
def playwright_driver() -> Iterator[Playwright]:
    # Playwright's driver runs an event loop in this thread, in which Django would refuse the ORM.
    # It ends with the module: other modules' tests may want to run a loop of their own.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as driver:
        yield driver


@pytest.fixture(scope="module")
def chromium(playwright_driver: Playwright) -> Iterator[Browser]:
    browser = playwright_driver.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
    yield browser
    browser.close()


@pytest.fixture
def new_context(chromium: Browser, live_server: Any) -> Iterator[NewContext]:
    """Make a context with an empty profile on the live server: ``new_context(**PHONE)``."""
    contexts: list[BrowserContext] = []
    errors: list[str] = []

    def make(**options: Any) -> BrowserContext:
        context = chromium.new_context(base_url=live_server.url, **options)
        watch(context, errors)
        contexts.append(context)
        return context

    yield make
    for context in contexts:
        context.close()
    assert errors == []


@pytest.fixture
def phone(new_context: NewContext) -> BrowserContext:
    return new_context(**PHONE)


@pytest.fixture
def desk(new_context: NewContext) -> BrowserContext:
    return new_context(**DESK)


@contextmanager
def profile(driver: Playwright, folder: Path, **options: Any) -> Iterator[BrowserContext]:
    """A Chromium whose profile stays in ``folder``: what a phone keeps over a restart."""
    context = driver.chromium.launch_persistent_context(
        folder, executable_path=CHROMIUM, args=FLAGS, **options
    )
    context.set_default_timeout(PATIENCE_MS)
    try:
        yield context
    finally:
        context.close()


def watch(context: BrowserContext, errors: list[str]) -> None:
    """Collect uncaught errors and refusals of the content security policy."""
    context.set_default_timeout(PATIENCE_MS)
    context.on("weberror", lambda error: errors.append(str(error.error)))
    context.on(
        "console",
        lambda message: (
            errors.append(message.text) if "Content Security Policy" in message.text else None
        ),
    )


def sign_in(context: BrowserContext, user: Any, *, url: str) -> None:
    """Give the context a session of this member of staff, as if they had signed in at ``url``."""
    client = Client()
    client.force_login(user)
    session = client.cookies[settings.SESSION_COOKIE_NAME].value
    context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": url}])
