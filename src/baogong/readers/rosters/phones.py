"""The telephone numbers of a cell: mobiles to keep, and what is none."""

import re
from dataclasses import dataclass

from baogong.readers.rosters.sheets.grid import tidy_number

MOBILE = re.compile(r"1[3-9]\d{9}")
_LOOKALIKE = re.compile(r"(?<=\d)[OoQ](?=[\dOoQ])|(?<=\d[OoQ])[OoQ](?=\d)|(?<=\d)[OoQ]$")
_ALMOST = re.compile(r"(?<![0-9A-Za-z])[1lI][3-9][0-9OoQlI]{9}(?![0-9A-Za-z])")
_LOOKALIKES = str.maketrans("OoQlI", "00011")
_POINT_ZERO = re.compile(r"(?<=\d{11})\.0+(?!\d)")
_MASKED = re.compile(r"(?<!\*)\*(?!\*)")
_RUN = re.compile(r"\+?[(]?\d[\d*]*(?:[ \-.()]{1,2}[\d*]+)*")
# 1.139..., (2)139...: numbers in a list of them
_LISTED = re.compile(r"(?<!\d)\(?[1-9][.、):]\s*(?=\(?1[3-9](?:[ \-.]{0,2}\d){9}(?!\d))")
_GAP = re.compile(r"[ \-.()+]+")
_COUNTRY = re.compile(r"^(?:\+?\s*86|0086)[- )]*(?=1[3-9])")
_SHORTEST = 5
_LONGEST_LANDLINE = 12
_EXTENSION = re.compile(r"(?:转|分机|ext\.?)\s*\d{1,6}(?!\d)", re.IGNORECASE)
_ROUNDED = re.compile(r"\d\.\d+E\+?\d+", re.IGNORECASE)
_OUT_OF_USE = re.compile(r"旧|原号|原手机|原电话|停用|停机|空号|作废|已换|不用了|注销")
_OTHERS = re.compile(
    "楼组?长|网格|志愿者|物业|居委|社区|民警|警官|医生|管家|中介|保安|客服|书记|单位电话|快递"
)
_ASIDE = re.compile(r"[,;。(]")


@dataclass(frozen=True, slots=True)
class Phones:
    """``mobiles``: 11 digits each, in order, once. ``bad``: numbers that are not mobiles."""

    mobiles: tuple[str, ...] = ()
    bad: tuple[str, ...] = ()


def read_phones(text: str) -> Phones:
    """Read a cell of a column of telephones."""
    text = tidy_number(text)
    if _ROUNDED.fullmatch(text.replace(" ", "")):
        return Phones(bad=(text,))
    text = _ALMOST.sub(lambda found: found.group().translate(_LOOKALIKES), text)
    text = _LISTED.sub(" / ", text)
    text = _MASKED.sub(" / ", _POINT_ZERO.sub("", _EXTENSION.sub("", _LOOKALIKE.sub("0", text))))
    mobiles: list[str] = []
    bad: list[str] = []
    for run in _RUN.finditer(text):
        for number in _numbers(tidy_number(run.group())):
            if MOBILE.fullmatch(number):
                mobiles.append(number)
            elif len(number) >= _SHORTEST:
                bad.append(number)
    return Phones(mobiles=tuple(dict.fromkeys(mobiles)), bad=tuple(dict.fromkeys(bad)))


def mobiles_in(note: str) -> tuple[str, ...]:
    """Mobile numbers that a note mentions, in use and not those of people who look after homes."""
    found: list[str] = []
    for sentence in _ASIDE.split(note):
        if not (_OUT_OF_USE.search(sentence) or _OTHERS.search(sentence)):
            found += read_phones(sentence).mobiles
    return tuple(dict.fromkeys(found))


def _numbers(run: str) -> list[str]:
    """Cut a run of digits and gaps into numbers: ``139 0000 1486 13900008827`` holds two."""
    run = _COUNTRY.sub("", run.strip())
    groups = [group for group in _GAP.split(run) if group]
    whole = "".join(groups)
    if len(groups) == 1:
        return _cut(groups[0])
    numbers: list[str] = []
    current = ""
    for group in groups:
        if current and (MOBILE.fullmatch(current) or _is_whole(group)):
            numbers.append(current)
            current = ""
        current += "" if not current and group in {"86", "0086"} else group
    numbers.append(current)
    if not any(MOBILE.fullmatch(number) for number in numbers) and len(whole) <= _LONGEST_LANDLINE:
        return [whole]
    return [part for number in numbers for part in _cut(number)]


def _is_whole(group: str) -> bool:
    """Whether ``group`` begins the next number rather than going on with this one."""
    return MOBILE.match(group) is not None


def _cut(digits: str) -> list[str]:
    """Mobiles written without anything between; a country code in front."""
    digits = re.sub(r"^(?:86|0086)(?=1[3-9]\d{9}$)", "", digits)
    together = re.fullmatch(r"(?:1[3-9]\d{9}){2,4}", digits)
    if together:
        return [digits[start : start + 11] for start in range(0, len(digits), 11)]
    return [digits]
