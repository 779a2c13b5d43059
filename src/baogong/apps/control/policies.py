"""Pure decisions about entries of a timeline."""

from baogong.apps.control.errors import AuthorityMissing, ReasonMissing


def check_authority(authority: str) -> None:
    """Raises AuthorityMissing."""
    if not authority.strip():
        raise AuthorityMissing


def check_reason(reason: str) -> None:
    """Raises ReasonMissing."""
    if not reason.strip():
        raise ReasonMissing
