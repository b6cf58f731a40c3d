"""On a 422 show which values were refused, and why. Sending them again changes nothing."""

import requests

URL = "https://example.com/live/422"


def refusals(problem):
    # There is no standard for the list: RFC 9457 has it in an example, FastAPI and Rails have their own.
    errors = problem.get("errors") or problem.get("detail")
    if isinstance(errors, dict):
        return [f"{name}: {text}" for name, text in errors.items()]
    if isinstance(errors, list):
        return [str(error.get("detail") or error.get("msg") or error) for error in errors]
    return [str(errors)]


response = requests.post(URL, json={"age": -1}, timeout=10)
if response.status_code == 422:
    print(response.status_code, response.reason)
    if "json" in response.headers.get("Content-Type", ""):
        print(*refusals(response.json()), sep="\n")
else:
    response.raise_for_status()
    print("Taken.")
