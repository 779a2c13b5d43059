"""SQL that the place tree needs and the ORM does not say."""

from django.db.models import BooleanField, Func


class StartsWith(Func):
    """``starts_with(path, prefix)``: no pattern, so codes may hold % and _."""

    function = "starts_with"
    output_field = BooleanField()
