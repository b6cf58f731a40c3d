"""Make an account and use it: ``python -m tests.people.register`` prints what the pages said."""

import json
import re

import django
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.test import Client

django.setup()
call_command("migrate", run_syncdb=True, verbosity=0)
NAME, PASSWORD = "Ann.Long." + "x" * 50 + "@" + ".".join(["y" * 60] * 2) + ".EXAMPLE", "correct horse battery"
KEPT = NAME.replace("EXAMPLE", "example")


def said(path, client=None, **filled):
    answer = (client or Client()).post(f"/accounts/{path}/", filled)
    faults = re.findall(r'<div class="errors" id="(\w+)_error">', answer.content.decode())
    return [answer.status_code, *faults]


page = Client().get("/accounts/register/").content.decode()
form = re.search(r'<form class="form".*?</form>', page, re.DOTALL)[0]
ann = Client()
print(
    json.dumps(
        {
            "asks for": re.findall(r'<input type="(\w+)" name="(\w+)"', form),
            "calls it": re.search("<label[^>]*>(.*?)<", form)[1],
            "no address": said("register", username="ann", password=PASSWORD),
            "too long": said("register", username=f"ann@{'y' * 60}." * 4 + "example", password=PASSWORD),
            "like the name": said("register", username="somebody@a.example", password="Somebody"),
            "made": said("register", ann, username=NAME, password=PASSWORD),
            "kept as": [reader.email == KEPT for reader in get_user_model().objects.all()],
            "taken": said("register", username=NAME.lower(), password=PASSWORD),
            "fresh": ann.get("/accounts/password/").status_code,
            "wrong": said("login", username=NAME, password="wrong horse battery"),
            "right": said("login", username=KEPT, password=PASSWORD),
            "changed": said("password", ann, current=PASSWORD, password="another horse battery"),
            "other address": said("email", ann, email="ann@b.example"),
        }
    )
)
