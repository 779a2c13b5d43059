"""Pure decisions about what may be set for a place."""

from typing import Any

from baogong.apps.places.errors import BadSettingValue
from baogong.apps.places.settings import PUBLIC_URL, Setting
from baogong.values.public_url import read_public_url


def check_setting(which: Setting, value: Any) -> None:
    """Raises BadSettingValue for a wrong type, a number out of bounds or an unusable address."""
    if type(value) is not type(which.default):
        raise BadSettingValue(key=which.key, value=value)
    if isinstance(value, int) and not which.low <= value <= which.high:
        raise BadSettingValue(key=which.key, value=value)
    if which == PUBLIC_URL:
        try:
            read_public_url(value)
        except ValueError:
            raise BadSettingValue(key=which.key, value=value) from None
