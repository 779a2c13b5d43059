"""R42: entries in the habits of three estates: ready as a careful clerk enters them, or asked."""

import pytest

from .estates import COURTS, GARDEN, HOUSEHOLD, LANED, LETTERS, PHASES
from .reading import cases, told_of

ESTATES = {
    "garden": GARDEN,
    "garden_traps": GARDEN,
    "garden_more": GARDEN,
    "garden_voices": GARDEN,
    "menus": GARDEN,
    "garden_remarks": GARDEN,
    "garden_changes": GARDEN,
    "garden_references": GARDEN,
    "garden_everyday": GARDEN,
    "letters_everyday": LETTERS,
    "lanes_everyday": LANED,
    "garden_habits": GARDEN,
    "letters_habits": LETTERS,
    "lanes_habits": LANED,
    "letters": LETTERS,
    "lanes": LANED,
    "lanes_more": LANED,
    "household": HOUSEHOLD,
    "garden_regions": GARDEN,
    "garden_lists": GARDEN,
    "lanes_regions": LANED,
    "phases": PHASES,
    "courts": COURTS,
    "garden_neighbours": GARDEN,
    "garden_turns": GARDEN,
    "garden_said": GARDEN,
    "garden_whose": GARDEN,
    "garden_unsettled": GARDEN,
    "garden_clauses": GARDEN,
    "garden_company": GARDEN,
    "garden_at_sight": GARDEN,
    "letters_at_sight": LETTERS,
}
CASES = [
    pytest.param(ESTATES[name], chain, expected, id=f"{name}-{heading}-{number}")
    for name in ESTATES
    for number, (chain, expected, heading) in enumerate(cases(name))
]


@pytest.mark.parametrize(("estate", "chain", "expected"), CASES)
def test_an_entry_is_read_as_a_careful_clerk_reads_it(estate, chain, expected):
    read = told_of(chain, estate)[-1]
    assert (read[0] if expected == "?" else read) == expected
