"""Divides a published draw again: python3 check_a_draw.py deal-17.json

It needs nothing but Python 3.8. The JSON is on the page of the draw; the commitment that is
printed must be the one that stood on the round's page before the draw.
"""

import json
import sys
from datetime import datetime
from hashlib import sha256
from pathlib import Path

deal = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
rule, seed, log, left = (deal[name] for name in ("strategy", "seed", "log", "supply"))
if rule not in ("draw", "by_time", "one_each", "priority"):
    sys.exit(f"{rule}: not a rule of draws")
if len({line["order"] for line in log}) < len(log):
    sys.exit("a number stands there twice")


def sha(text):
    return sha256(text.encode()).hexdigest()


def turn(line):
    """Classes, then the time of asking, where the rule knows them; the lot decides the rest."""
    first = line["priority"] if rule == "priority" else 0
    asked_at = datetime.fromisoformat(line["asked_at"]).timestamp() if rule == "by_time" else 0
    return first, asked_at, sha(seed + line["order"])


got = {line["order"]: 0 for line in log}
for group in sorted({turn(line)[0] for line in log}):
    in_turn = [line for line in sorted(log, key=turn) if turn(line)[0] == group]
    while left > 0 and any(got[line["order"]] < line["wanted"] for line in in_turn):
        for line in in_turn:  # one each goes round and round; a draw and a queue go once
            most = 1 if rule in ("one_each", "priority") else line["wanted"]
            more = min(most, line["wanted"] - got[line["order"]], left)
            got[line["order"]] += more
            left -= more

wrong = [] if sha(seed) == deal["commitment"] else ["the word is not that of the commitment"]
for number, was, should in ((x["order"], x["granted"], got[x["order"]]) for x in log):
    wrong += [] if was == should else [f"{number}: {was} published, {should} by the rule"]
print("commitment", deal["commitment"])
print("\n".join(wrong) or f"matches: {len(log)} numbers, {sum(got.values())} granted")
sys.exit(bool(wrong))
