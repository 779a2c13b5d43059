from django.test import RequestFactory

from baogong.web.components.views import set_type


def switch(**fields: str):
    return set_type(RequestFactory().post("/switch/type", fields))


def test_large_type_is_remembered_on_the_device():
    answer = switch(type="large", next="/orders?page=2")

    assert answer.url == "/orders?page=2"
    assert answer.cookies["type"].value == "large"


def test_an_unknown_type_is_plain():
    assert switch(type="<b>", next="/").cookies["type"].value == "plain"


def test_the_way_back_never_leaves_the_site():
    assert switch(type="large", next="https://elsewhere.example/").url == "/"
