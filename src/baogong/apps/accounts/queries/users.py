from baogong.apps.accounts.models import User


def user_named(username: str) -> User | None:
    """Whoever signs in under this name."""
    return User.objects.filter(username=username).first()
