"""FastAPI: a dependency that answers 401 with a bare challenge, or with the error of a refused token."""

import hashlib
import os
from typing import Annotated

from fastapi import Depends, FastAPI, HTTPException
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer

app = FastAPI()
bearer = HTTPBearer(auto_error=False)  # we write the challenge ourselves


def digest(token):
    return hashlib.sha256(token.encode()).hexdigest()


USERS = {digest(os.environ["API_TOKEN"]): "ada"}  # keep digests, never the tokens


def unauthorized(detail, error=""):
    fields = {"WWW-Authenticate": f'Bearer realm="api"{error}', "Cache-Control": "no-store"}
    return HTTPException(401, detail, headers=fields)


def current_user(credentials: Annotated[HTTPAuthorizationCredentials | None, Depends(bearer)]):
    if credentials is None:  # nothing was sent, or another scheme: no error parameter
        raise unauthorized("Send a bearer token.")
    user = USERS.get(digest(credentials.credentials))
    if user is None:
        raise unauthorized("This token is not valid.", ', error="invalid_token"')
    return user


@app.get("/api/profile/")
def profile(user: Annotated[str, Depends(current_user)]):
    return {"username": user}
