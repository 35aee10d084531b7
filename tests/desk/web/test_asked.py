"""What addresses and forms ask for is read with care: numbers that are none, ways elsewhere."""

import pytest

from desk.web.asked import own_path, whole_number
from desk.web.models import SavedFilter
from desk.web.roles import Role


@pytest.mark.parametrize("text", ["", "²", "٣", "-1", "1.0", " 1", "1_0", "9" * 10])
def test_what_is_no_number_is_none(text):
    assert whole_number(text) is None
    assert whole_number("012") == 12


@pytest.mark.parametrize(
    "text", ["//evil.example/", "/\\evil.example/", "\\\\evil", "https://evil.example/", "evil", ""]
)
def test_nobody_is_sent_elsewhere(text):
    assert own_path(text) == "/"
    assert own_path("/leads/?stage=open") == "/leads/?stage=open"


@pytest.mark.parametrize("lead", ["²", "٣", "x", "9" * 30, "-1"])
def test_a_made_up_lead_in_an_address_is_left_out(person, client_of, home, lead):
    client = client_of(person(Role.OFFICER))
    for path in ("/packages/new/", "/captures/new/"):
        assert client.get(path, {"lead": lead}).status_code == 200, path


def test_saving_a_filter_leads_back_to_the_list_and_nowhere_else(person, client_of, home):
    client = client_of(person(Role.OFFICER))
    said = {"page": "leads", "name": "我的", "query": "stage=open"}
    for path, to in (("/leads/?a=1", "/leads/?a=1"), ("/\\evil.example/", "/")):
        assert client.post("/saved-filters/", said | {"path": path})["Location"] == to
    assert SavedFilter.objects.get().query == "stage=open"
