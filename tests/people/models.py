"""User models that share nothing with Django's own but its base: a mail address as name, no permissions."""

import uuid

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models


class Person(AbstractBaseUser):
    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    mail = models.EmailField(unique=True)
    USERNAME_FIELD = "mail"
    objects = BaseUserManager()

    class Meta:
        app_label = "people"


class ReaderManager(BaseUserManager):
    def create_user(self, email, password=None):
        reader = self.model(email=self.normalize_email(email))
        reader.set_password(password)
        reader.save()
        return reader


class Reader(AbstractBaseUser):
    email = models.EmailField("Mail address", unique=True, max_length=200)
    USERNAME_FIELD = "email"
    objects = ReaderManager()

    class Meta:
        app_label = "people"
