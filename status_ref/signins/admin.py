"""Sign-ins in Django's admin: to be looked at, and to be ended."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from status_ref.signins import ending
from status_ref.signins.models import Reason, SignIn


@admin.register(SignIn)
class SignInAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    """Shows them all; nothing in a row is staff's to write."""

    list_display = ("sid", "user", "kind", "client", "auth_time", "last_used", "ended_at", "end_reason")
    list_filter = ("kind", "end_reason")
    list_select_related = ("user",)
    search_fields = ("=sid", "client")
    ordering = ("-pk",)
    show_full_result_count = False  # counting a large table costs more than the page
    actions = ("end",)

    def has_add_permission(self, request: HttpRequest, *args: Any) -> bool:  # noqa: ARG002
        """Nobody is signed in by hand."""
        return False

    def has_change_permission(self, request: HttpRequest, *args: Any) -> bool:  # noqa: ARG002
        """Nothing is changed by hand."""
        return False

    @admin.action(description="End the chosen sign-ins", permissions=["delete"])
    def end(self, request: HttpRequest, queryset: QuerySet[SignIn]) -> None:
        """End them; each is told to whoever listens."""
        count = sum(ending.end_one(sign_in, Reason.ENDED_BY_STAFF) for sign_in in queryset)
        self.message_user(request, f"Ended: {count}.")
