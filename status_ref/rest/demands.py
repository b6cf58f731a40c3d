"""What the permissions of a view ask for, read from the permissions themselves.

DRF combines permissions with ``&``, ``|`` and ``~``: each may be a tree.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain, product
from typing import Any

from rest_framework import permissions
from rest_framework.permissions import AND, NOT, OR, SAFE_METHODS

from status_ref.http.failures import FAILURES, PERMISSION_DENIED, Failure
from status_ref.rest.needs import Needs

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
    needed = [need_user(operand, method) for operand in _operands(permission)]
    match permission:
        case AND():
            return any(needed)
        case OR():
            return all(needed)
        case NOT():
            return not any(needed)
    if type(permission) in OPEN_TO_READ:
        return method not in SAFE_METHODS
    return type(permission) is not permissions.AllowAny


def denials(permission: Any) -> tuple[Failure, ...]:
    """Name what a user who is signed in may lack."""
    lacked = [denials(operand) for operand in _operands(permission)]
    match permission:
        case AND():
            return tuple(chain(*lacked))
        case OR():
            return tuple(chain(*lacked)) if all(lacked) else ()
    if type(permission) in OPEN_TO_ANY_USER:
        return ()
    return (FAILURES.get(getattr(permission, "code", ""), PERMISSION_DENIED),)


def needs_of(permission: Any) -> Iterator[Needs]:
    """Give what the permissions that make demands tell a client, one by one."""
    for operand in _operands(permission):
        yield from needs_of(operand)
    needs = getattr(permission, "needs", None)
    if isinstance(needs, Needs):
        yield needs


def scope_choices(all_of: Iterable[Any]) -> list[tuple[str, ...]]:
    """Give the sets of scopes of which each one is enough for all of these permissions."""
    combinations = product(*map(_alternatives, all_of))
    return list(dict.fromkeys(tuple(dict.fromkeys(chain(*scopes))) for scopes in combinations))


def _alternatives(permission: Any) -> list[tuple[str, ...]]:
    match permission:
        case AND():
            return scope_choices(_operands(permission))
        case OR():
            return list(chain(*map(_alternatives, _operands(permission))))
    needs = getattr(permission, "needs", None)
    return [needs.scope if isinstance(needs, Needs) else ()]


def _operands(permission: Any) -> list[Any]:
    return [getattr(permission, name) for name in ("op1", "op2") if hasattr(permission, name)]
