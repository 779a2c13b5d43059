"""Group buys that were filed for approval."""

from baogong.apps.filings.models.filing import FiledPackage, Filing

__all__ = ["FiledPackage", "Filing"]
