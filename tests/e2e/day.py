"""The people of one supply day: each with a phone of their own, each leaving pictures behind."""

import asyncio
import os
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

from django.db import connection
from playwright.sync_api import BrowserContext, Page, expect

from baogong.apps.people.enums import Role
from baogong.plumbing.processes.worker import work_off
from tests.browser import PHONE, NewContext
from tests.factories import World
from tests.factories.world import PASSWORD


@dataclass
class Album:
    """Numbered screenshots in the order in which they were taken."""

    folder: Path
    numbers: Iterator[int]

    def take(self, page: Page, name: str) -> None:
        page.screenshot(path=self.folder / f"{next(self.numbers):02}-{name}.png", full_page=True)


def album_folder(fallback: Path) -> Path:
    """Where ``BAOGONG_SCREENSHOTS`` says, else ``fallback``."""
    folder = Path(os.environ.get("BAOGONG_SCREENSHOTS") or fallback)
    folder.mkdir(parents=True, exist_ok=True)
    return folder


@dataclass
class Day:
    """A world, its people's phones, and the album of what they saw."""

    world: World
    new_context: NewContext
    album: Album
    phones: dict[str, BrowserContext] = field(default_factory=dict)

    def phone(self, owner: str) -> BrowserContext:
        if owner not in self.phones:
            self.phones[owner] = self.new_context(**PHONE)
        return self.phones[owner]

    def staff(self, role: Role, path: str) -> Page:
        """A page of this member of staff, who signs in where the day begins for them."""
        known = role in self.phones
        page = self.phone(role).new_page()
        page.goto(path)
        if not known:
            page.fill("[name=username]", self.world.staff[role].username)
            page.fill("[name=password]", PASSWORD)
            press(page, "button[form=sign-in]")
        return page

    def see(self, page: Page, name: str) -> None:
        """Take a picture; the page speaks Chinese and is no wider than the phone."""
        expect(page.locator("html")).to_have_attribute("lang", "zh-hans")
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), page.url
        page.evaluate("scrollTo(0, 0)")
        self.album.take(page, name)


def press(page: Page, selector: str) -> None:
    """Press what leads to another page."""
    with page.expect_navigation():
        page.locator(selector).first.click()


def do_waiting_jobs() -> None:
    """What the job worker does; in a thread without the event loop of the browser's driver."""
    with ThreadPoolExecutor(1) as worker:
        worker.submit(_work_off).result()


def _work_off() -> None:
    asyncio.set_event_loop(None)
    try:
        work_off()
    finally:
        connection.close()
