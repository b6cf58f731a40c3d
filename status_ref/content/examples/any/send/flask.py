"""Flask: answer 404 Not Found with a problem (RFC 9457)."""

from flask import Flask

app = Flask(__name__)


@app.get("/thing/")
def thing():
    problem = {"title": "Not Found", "status": 404, "detail": "Say here what happened, and what to do next."}
    return problem, 404, {"Content-Type": "application/problem+json"}
