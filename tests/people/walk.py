"""Sign in, list, refresh, ask and sign out: ``python -m tests.people.walk`` prints the statuses."""

import django
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.test import Client

django.setup()
call_command("migrate", run_syncdb=True, verbosity=0)
ann = get_user_model()(mail="ann@example.com")
ann.set_password("correct horse")
ann.save()
client = Client()


def post(path, headers=None, **body):
    response = client.post(f"/api/{path}", body, "application/json", headers=headers)
    print(response.status_code)
    return response.json() if response.content else None


body = post("token/", username="ann@example.com", password="correct horse", scope="introspect sign-ins")
headers = {"authorization": f"Bearer {body['access_token']}"}
print(len(client.get("/api/sign-ins/", headers=headers).json()))
body = post("token/refresh/", grant_type="refresh_token", refresh_token=body["refresh_token"])
post("token/introspect/", headers, token="x")
post("token/revoke/", token=body["refresh_token"])
print(client.get("/api/sign-ins/", headers=headers).json()["code"])
ann.delete()
print(client.get("/api/sign-ins/", headers=headers).json()["code"])
