"""The documents keep up with the code, and their links lead somewhere."""

import re
import tomllib

from baogong.apps.places.settings import SETTINGS

from .source import ROOT

GUIDES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
LINK = re.compile(r"(?<!!)\[[^\]]*\]\((?!https?:)([^)#]+)")


def declared() -> set[str]:
    """The packages that pyproject.toml names, without versions and extras."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    lists = [project["project"]["dependencies"], *project["dependency-groups"].values()]
    named = [line for lines in lists for line in lines if isinstance(line, str)]
    return {re.split(r"[\[~>=<]", line)[0] for line in named}


def listed() -> set[str]:
    """The packages in the first two tables of docs/dependencies.md."""
    text = (ROOT / "docs/dependencies.md").read_text("utf-8").partition("## Files in the wheel")[0]
    return set(re.findall(r"^\| ([a-z][\w-]+) \|", text, flags=re.MULTILINE)) - {"package"}


def test_every_dependency_is_explained_and_every_explained_one_exists():
    assert listed() == declared()


def test_every_setting_of_a_place_is_documented_with_its_default():
    text = (ROOT / "docs/architecture.md").read_text("utf-8")
    told = dict(re.findall(r"^\| `(\w+)` \| (\w+) \|", text, flags=re.MULTILINE))

    assert told == {
        key: "empty" if row.default == "" else str(row.default) for key, row in SETTINGS.items()
    }


def test_every_link_leads_to_a_file():
    dead = {
        f"{guide.relative_to(ROOT)}: {target}"
        for guide in GUIDES
        for target in LINK.findall(guide.read_text("utf-8"))
        if not (guide.parent / target).exists()
    }

    assert dead == set()
