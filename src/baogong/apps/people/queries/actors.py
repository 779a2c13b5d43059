"""Names behind the actors of the audit log."""

from collections.abc import Iterable

from baogong.apps.accounts.models import User

USER = "user:"


def actor_names(actors: Iterable[str]) -> dict[str, str]:
    """``{"user:7": "王芳"}`` for the members of staff among the actors. One query."""
    ids = {actor.removeprefix(USER) for actor in actors if actor.startswith(USER)}
    users = User.objects.filter(pk__in=ids).values_list("pk", "name")
    return {f"{USER}{pk}": name for pk, name in users}
