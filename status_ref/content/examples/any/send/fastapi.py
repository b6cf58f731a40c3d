"""FastAPI: answer 404 Not Found with a problem (RFC 9457)."""

from fastapi import FastAPI
from fastapi.responses import JSONResponse

app = FastAPI()


@app.get("/thing/")
def thing():
    problem = {"title": "Not Found", "status": 404, "detail": "Say here what happened, and what to do next."}
    return JSONResponse(problem, status_code=404, media_type="application/problem+json")
