"""Signals of this app. Receivers get the sign-in, never a token."""

from django.dispatch import Signal

# Each is sent with ``sign_in``. The sender is the model.
started = Signal()
refreshed = Signal()
# A refresh token gave its successor again, inside the grace: parallel tabs, a lost answer, or a thief.
repeated = Signal()
# A refresh token came back long after it was used: its owner should hear of it. The sign-in has ended.
reused = Signal()
# Sent with ``user`` (None: everybody), ``reason``, ``sid`` (None: more than one) and ``count``.
ended = Signal()
