"""The steps of the 401 ladder, as they were recorded."""

from status_ref.catalog.ladder import steps
from status_ref.http.failures import FAILURES


def test_leads_from_nothing_to_a_200():
    assert [(step.key, step.recorded.status) for step in steps()] == [
        ("none", 401),
        ("wrong", 401),
        ("expired", 401),
        ("revoked", 401),
        ("narrow", 403),
        ("good", 200),
    ]


def test_every_refusal_has_a_challenge_and_a_code_of_the_table():
    refused = [step.recorded for step in steps()[:-1]]
    assert all(recorded.challenges and recorded.code in FAILURES for recorded in refused)


def test_the_last_step_asks_for_nothing():
    assert (steps()[-1].recorded.challenges, steps()[-1].recorded.code) == ((), "")


def test_names_the_colour_of_a_status():
    assert [step.recorded.family for step in steps()] == [4, 4, 4, 4, 4, 2]
