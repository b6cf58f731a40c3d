"""The API's document in Swagger UI."""

from playwright.sync_api import expect


def test_shows_what_a_refusal_looks_like(page, demo):
    page.goto(demo.url("/api/docs/"))
    page.get_by_role("button", name="GET /api/profile/").first.click()
    refused = page.locator("tr.response[data-code='401']")
    refused.locator("select.examples-select-element").select_option("token-expired")
    expect(refused).to_contain_text('"code": "token-expired"')
