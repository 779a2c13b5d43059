"""What a page in the browser says of itself, and what it must not."""

import json
import re

from django.apps import apps
from django.db import models
from playwright.sync_api import Page

CHINESE = re.compile(r"[\u3400-\u9fff]+")
QUOTED = re.compile(r'"([^"\\]*[\u3400-\u9fff][^"\\]*)"')
# The language switch, the product's other name, and the names that forms give as examples.
OWN_NAMES = ("中文", "保供", "泾河街道", "东辰心语", "永辉超市", "物业办公室", "物业")

# Everything on the page that breaks a rule of ours, as sentences.
RULES = """() => {
  const wrong = [];
  const named = (e) => [e.textContent, e.getAttribute("aria-label"), e.title,
    ...Array.from(e.querySelectorAll("img[alt], svg[aria-label]"),
      (i) => i.getAttribute("alt") || i.getAttribute("aria-label"))].some((t) => t && t.trim());
  const first = (e) => e.outerHTML.slice(0, 120);
  const headings = document.querySelectorAll("h1").length;
  if (headings !== 1) wrong.push(`${headings} h1`);
  const width = document.documentElement.scrollWidth;
  if (width > innerWidth) wrong.push(`scrolls sideways: ${width} > ${innerWidth}`);
  for (const e of document.querySelectorAll("input:not([type=hidden]), select, textarea")) {
    if (!e.labels.length && !e.getAttribute("aria-label")) wrong.push(`no label: ${first(e)}`);
  }
  for (const e of document.querySelectorAll("a[href], button, summary")) {
    if (!named(e)) wrong.push(`no name: ${first(e)}`);
  }
  const ids = Array.from(document.querySelectorAll("[id]"), (e) => e.id);
  const twice = ids.filter((id, i) => ids.indexOf(id) !== i);
  for (const id of new Set(twice)) wrong.push(`twice: #${id}`);
  return wrong;
}"""


def faults_of(page: Page, *, language: str, names: list[str]) -> list[str]:
    """What is wrong with the page that is open; ``names`` are data and may be in Chinese."""
    faults = list(page.evaluate(RULES))
    lang = page.get_attribute("html", "lang")
    if lang != language:
        faults.append(f"lang is {lang}")
    text = page.title() + "\n" + page.inner_text("body")
    for name in names:
        text = text.replace(name, "")
    return faults + [f"not translated: {leak}" for leak in CHINESE.findall(text)]


def chinese_names() -> list[str]:
    """Every text in the database that is written in Chinese, the longest first."""
    found = set(OWN_NAMES)
    for model in apps.get_models():
        for field in model._meta.fields:
            if isinstance(field, models.CharField | models.TextField) and not field.choices:
                texts = model.objects.filter(**{f"{field.name}__regex": "[\u3400-\u9fff]"})
                found.update(texts.values_list(field.name, flat=True).distinct())
            elif isinstance(field, models.JSONField):
                values = list(model.objects.values_list(field.name, flat=True))
                found.update(QUOTED.findall(json.dumps(values, ensure_ascii=False)))
    return sorted(found, key=len, reverse=True)
