"""What a request needs beside good credentials: the scopes or the fresh sign-in that permissions ask for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from rest_framework.permissions import AND, OR
from rest_framework.request import Request

from status_ref.http.failures import Failure


@dataclass(frozen=True, slots=True)
class Needs:
    """What a permission asks for, and the failure of a request that has less; the challenge says it."""

    failure: Failure | None = None
    scope: tuple[str, ...] = ()
    max_age: int | None = None
    acr_values: tuple[str, ...] = ()


NOTHING = Needs()


def scopes(request: Request) -> tuple[str, ...]:
    """Name every scope that the permissions of a view ask for; alternatives, joined by ``|``, ask none."""
    named = (scope for permission in _permissions(request) for scope in _scopes(permission))
    return tuple(dict.fromkeys(named))


def lacking(request: Request) -> Needs:
    """Tell what the permission that denied a request asked for.

    DRF loses it where permissions are combined with ``&`` and ``|``, so they are asked once more.
    """
    view = _view(request)
    try:
        denials = (p for p in _permissions(request) if not p.has_permission(request, view))
        return _lacking(next(denials, None), request, view)
    except Exception:  # noqa: BLE001 (asked a second time, a permission may say anything; then nothing is known)
        return NOTHING


def _view(request: Request) -> Any:
    return request.parser_context.get("view")


def _permissions(request: Request) -> list[Any]:
    view = _view(request)
    try:
        return view.get_permissions() if view else []
    except Exception:  # noqa: BLE001 (a view may be asked earlier than by DRF, and lack what it needs)
        return []


def _scopes(permission: Any) -> tuple[str, ...]:
    if isinstance(permission, AND):
        operands: Any = permission
        return (*_scopes(operands.op1), *_scopes(operands.op2))
    return _needs(permission).scope


def _lacking(permission: Any, request: Request, view: Any) -> Needs:
    if isinstance(permission, AND):
        first = permission.op1.has_permission(request, view)  # type: ignore[attr-defined]
        return _lacking(permission.op2 if first else permission.op1, request, view)  # type: ignore[attr-defined]
    if isinstance(permission, OR):
        operands: tuple[Any, ...] = (permission.op1, permission.op2)  # type: ignore[attr-defined]
        return next((needs for op in operands if (needs := _lacking(op, request, view)) != NOTHING), NOTHING)
    return _needs(permission)


def _needs(permission: Any) -> Needs:
    needs = getattr(permission, "needs", None)
    return needs if isinstance(needs, Needs) else NOTHING
