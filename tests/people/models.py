"""A user model that shares nothing with Django's own but its base: a UUID, a mail address, no permissions."""

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
