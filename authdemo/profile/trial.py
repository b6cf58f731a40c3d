"""Tokens for the 401 ladder, which asks the profile: they read an empty one, and change nothing."""

from __future__ import annotations

from status_ref.signins.trial import TrialTokenView


class ProfileTrialView(TrialTokenView):
    """The good one may see the profile."""

    scope = ("profile:read",)
