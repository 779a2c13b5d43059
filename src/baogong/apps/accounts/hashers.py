from typing import Any

from django.contrib.auth.hashers import PBKDF2PasswordHasher, get_hasher


class FirstPasswordHasher(PBKDF2PasswordHasher):
    """For passwords of 78 random bits, which nobody guesses however fast the digest is.

    150 of them are made in a blink; scrypt takes half a minute. The owner's own password gets
    scrypt (the first sign-in asks for it), and so does this one as soon as it was right once. A
    wrong one costs what scrypt costs: how long the answer takes tells nothing about the account.
    """

    algorithm = "first_pbkdf2_sha256"
    iterations = 1000

    def verify(self, password: str, encoded: str) -> bool:
        right: bool = super().verify(password, encoded)
        if not right:
            get_hasher().encode(password, get_hasher().salt())
        return right

    def harden_runtime(self, password: str, encoded: str) -> Any:
        """Nothing: ``verify`` did it."""
