"""What the permissions of a view ask for, read from the permissions themselves.

DRF combines permissions with ``&``, ``|`` and ``~``: each may be a tree.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from itertools import chain, product
from typing import Any, TypeVar

from rest_framework import exceptions, permissions
from rest_framework.permissions import AND, NOT, OR, SAFE_METHODS
from rest_framework.request import Request

from status_ref.http.failures import FAILURES, PERMISSION_DENIED, Failure
from status_ref.rest.needs import NOTHING, Needs

T = TypeVar("T")
Refusal = Failure | exceptions.APIException
Choices = tuple[tuple[str, ...], ...]

# Classes derived from these may ask for more, so they are compared exactly.
OPEN_TO_ANY_USER = {
    permissions.AllowAny,
    permissions.IsAuthenticated,
    permissions.IsAuthenticatedOrReadOnly,
}
OPEN_TO_READ = {
    permissions.IsAuthenticatedOrReadOnly,
    permissions.DjangoModelPermissionsOrAnonReadOnly,
}


def need_user(permission: Any, method: str) -> bool:
    """Tell whether a request of nobody in particular may be denied; ``method`` is in capitals."""
    return _fold(permission, partial(_needs_user, method), {AND: any, OR: all, NOT: _none})


def denials(permission: Any) -> tuple[Refusal, ...]:
    """Give how a user who is signed in may be denied."""
    return _fold(permission, _denials, {AND: _chained, OR: _all_or_none})


def needs_of(permission: Any) -> tuple[Needs, ...]:
    """Give what the permissions that make demands tell a client, one by one."""
    return _fold(permission, _needs, {AND: _chained, OR: _chained, NOT: _chained})


def scope_choices(all_of: Iterable[Any]) -> list[tuple[str, ...]]:
    """Give the sets of scopes of which each one is enough for all of these permissions."""
    joins = {AND: _combined, OR: _chained}
    return list(_combined(_fold(permission, lambda one: (_scopes(one),), joins) for permission in all_of))


def scopes(request: Request) -> tuple[str, ...]:
    """Name every scope that the permissions of a view ask for; alternatives, joined by ``|``, ask none."""
    named = (_fold(permission, _scopes, {AND: _chained}) for permission in _permissions(request))
    return tuple(dict.fromkeys(chain(*named)))


def lacking(request: Request) -> Needs:
    """Tell what the permission that denied a request asked for.

    DRF loses it where permissions are combined with ``&`` and ``|``, so they are asked once more.
    """
    ask = partial(_lacking, request, _view(request))
    try:
        lacks = (_fold(p, ask, {AND: _first, OR: _first_that_tells}) for p in _permissions(request))
        return _first(lacks) or NOTHING
    except Exception:  # noqa: BLE001 (asked a second time, a permission may say anything; then nothing is known)
        return NOTHING


def _fold(permission: Any, of_one: Callable[[Any], T], joins: Mapping[Any, Callable[[Iterator[T]], T]]) -> T:
    """Read a tree: ``of_one`` reads a permission, and ``joins`` make one of what the operands give.

    An operator without a join is read as one permission. Operands are read as far as the join asks for them.
    """
    for operator, join in joins.items():
        if isinstance(permission, operator):
            operands = (getattr(permission, name) for name in ("op1", "op2") if hasattr(permission, name))
            return join(_fold(operand, of_one, joins) for operand in operands)
    return of_one(permission)


def _needs_user(method: str, permission: Any) -> bool:
    if type(permission) in OPEN_TO_READ:
        return method not in SAFE_METHODS
    return type(permission) is not permissions.AllowAny


def _denials(permission: Any) -> tuple[Refusal, ...]:
    if type(permission) in OPEN_TO_ANY_USER:
        return ()
    code, message = getattr(permission, "code", None), getattr(permission, "message", None)
    failure = FAILURES.get(str(code))
    return (failure or (exceptions.PermissionDenied(message, code) if message else PERMISSION_DENIED),)


def _needs(permission: Any) -> tuple[Needs, ...]:
    needs = _own(permission)
    return () if needs is NOTHING else (needs,)


def _scopes(permission: Any) -> tuple[str, ...]:
    return _own(permission).scope


def _lacking(request: Request, view: Any, permission: Any) -> Needs | None:
    return None if permission.has_permission(request, view) else _own(permission)


def _own(permission: Any) -> Needs:
    needs = getattr(permission, "needs", None)
    return needs if isinstance(needs, Needs) else NOTHING


def _none(needed: Iterator[bool]) -> bool:
    return not any(needed)


def _first(lacks: Iterator[Needs | None]) -> Needs | None:
    return next((needs for needs in lacks if needs is not None), None)


def _first_that_tells(lacks: Iterator[Needs | None]) -> Needs | None:
    told: list[Needs] = []
    for needs in lacks:
        if needs is None:
            return None  # one alternative does, so nothing is lacking
        told.append(needs)
    return next((needs for needs in told if needs != NOTHING), NOTHING)


def _chained(operands: Iterator[tuple[Any, ...]]) -> tuple[Any, ...]:
    return tuple(chain(*operands))


def _all_or_none(operands: Iterator[tuple[Any, ...]]) -> tuple[Any, ...]:
    found = list(operands)
    return tuple(chain(*found)) if all(found) else ()


def _combined(choices: Iterable[Choices]) -> Choices:
    return tuple(dict.fromkeys(tuple(dict.fromkeys(chain(*scopes))) for scopes in product(*choices)))


def _permissions(request: Request) -> list[Any]:
    view = _view(request)
    try:
        return view.get_permissions() if view else []
    except Exception:  # noqa: BLE001 (a view may be asked earlier than by DRF, and lack what it needs)
        return []


def _view(request: Request) -> Any:
    return request.parser_context.get("view")
