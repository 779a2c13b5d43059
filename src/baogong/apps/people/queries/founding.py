from baogong.apps.accounts.models import User
from baogong.apps.places.models import Place


def is_founded() -> bool:
    """Whether the installation has a place or an account: then the first run is over for good."""
    return User.objects.exists() or Place.objects.exists()
