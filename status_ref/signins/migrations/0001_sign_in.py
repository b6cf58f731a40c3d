"""The table of sign-ins."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import status_ref.signins.models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="SignIn",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "sid",
                    models.CharField(
                        default=status_ref.signins.models.random_sid, editable=False, max_length=22
                    ),
                ),
                (
                    "kind",
                    models.CharField(choices=[("browser", "Browser"), ("token", "Token")], max_length=8),
                ),
                ("client", models.CharField(blank=True, max_length=100)),
                ("scope", models.CharField(blank=True, max_length=1024)),
                ("created", models.DateTimeField(help_text="When the row was made.")),
                ("auth_time", models.DateTimeField(help_text="When the user last proved who they are.")),
                (
                    "last_used",
                    models.DateTimeField(help_text="Written now and then, never with every request."),
                ),
                (
                    "idle_until",
                    models.DateTimeField(
                        help_text="When it runs out, unless it is used; never after `expires`."
                    ),
                ),
                ("expires", models.DateTimeField(help_text="When it runs out, however much it is used.")),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
                (
                    "end_reason",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("signed-out", "Signed out"),
                            ("ended-by-owner", "Ended by its owner"),
                            ("ended-by-staff", "Ended by staff"),
                            ("token-reused", "A refresh token was used again"),
                            ("password-changed", "The password was changed"),
                            ("account-deactivated", "The account was deactivated"),
                        ],
                        max_length=24,
                    ),
                ),
                (
                    "auth_hash",
                    models.CharField(
                        blank=True,
                        editable=False,
                        help_text="The user's get_session_auth_hash() when it was last right.",
                        max_length=128,
                    ),
                ),
                ("session_digest", models.CharField(blank=True, editable=False, max_length=64, null=True)),
                ("generation", models.PositiveBigIntegerField(default=0, editable=False)),
                ("rotated_at", models.DateTimeField(blank=True, editable=False, null=True)),
                ("repeats", models.PositiveSmallIntegerField(default=0, editable=False)),
                ("seed", models.BinaryField(default=status_ref.signins.models.random_seed, max_length=32)),
                (
                    "user",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "sign-in",
                "permissions": [("introspect", "Can ask whether a token is good (RFC 7662)")],
                "indexes": [
                    models.Index(fields=["user", "ended_at"], name="status_ref_sign_in_user"),
                    models.Index(fields=["idle_until"], name="status_ref_sign_in_idle"),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("sid",), name="status_ref_sign_in_sid"),
                    models.UniqueConstraint(fields=("session_digest",), name="status_ref_sign_in_session"),
                ],
            },
        ),
    ]
