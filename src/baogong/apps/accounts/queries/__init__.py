"""Reads about accounts."""

from baogong.apps.accounts.queries.second_factor import has_second_factor, second_factors_of
from baogong.apps.accounts.queries.users import user_named

__all__ = ["has_second_factor", "second_factors_of", "user_named"]
