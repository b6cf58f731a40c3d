"""The checks of this app; those of KEYS are with the keys."""

from status_ref.signins.checks import W002, token_classes


def test_our_tokens_are_taken():
    assert token_classes() == []


def test_a_subclass_will_do(settings):
    settings.SIMPLE_JWT = {"AUTH_TOKEN_CLASSES": ["tests.signins.test_checks.Sub"]}
    assert token_classes() == []


def test_others_alone_are_not_enough(settings):
    settings.SIMPLE_JWT = {"AUTH_TOKEN_CLASSES": ["rest_framework_simplejwt.tokens.AccessToken"]}
    assert token_classes() == [W002]


def __getattr__(name):
    from status_ref.signins.tokens import AccessToken

    if name != "Sub":
        raise AttributeError(name)
    return type(name, (AccessToken,), {})
