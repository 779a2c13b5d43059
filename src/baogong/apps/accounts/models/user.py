from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils.crypto import salted_hmac


class UserManager(BaseUserManager["User"]):
    def create_user(
        self, *, username: str, password: str, name: str, must_change_password: bool = False
    ) -> "User":
        user = self.model(
            username=self.model.normalize_username(username),
            name=name,
            must_change_password=must_change_password,
        )
        user.set_password(password)
        user.save(using=self._db)
        return user


class User(AbstractBaseUser):
    """A member of staff or a volunteer. What they may do is said by the roles that they hold.

    ``must_change_password``: somebody else knows the password, so nothing opens before it changes.
    ``session_epoch`` goes up to end every open session without a new password.
    """

    username = models.CharField(max_length=60, unique=True)
    name = models.CharField(max_length=60)
    is_active = models.BooleanField(default=True)
    must_change_password = models.BooleanField(default=False)
    session_epoch = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField(auto_now_add=True)

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS = ["name"]
    objects = UserManager()

    def __str__(self) -> str:
        return self.name

    def get_session_auth_hash(self) -> str:
        return salted_hmac("user-session", f"{self.session_epoch}:{self.password}").hexdigest()

    @property
    def audit_name(self) -> str:
        return f"user:{self.pk}"
