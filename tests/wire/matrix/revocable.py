"""An access token that simplejwt can put on its blacklist."""

from rest_framework_simplejwt.tokens import AccessToken, BlacklistMixin


class RevocableToken(BlacklistMixin, AccessToken):
    """simplejwt's own, made revocable."""
