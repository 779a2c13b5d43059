import pytest
from django import forms
from django.template import Context, Template
from django.utils import translation

from baogong.web.templatetags import baogong


@pytest.fixture(autouse=True)
def _chinese():
    with translation.override("zh-hans"):
        yield


def test_weights_are_read_in_jin_with_kilograms_beside():
    assert baogong.weight(6000) == "12 斤（6 kg）"
    assert baogong.jin(250) == "0.5 斤"
    assert baogong.kg(250) == "0.25 kg"


def test_money_is_read_in_yuan():
    assert baogong.yuan(3500) == "¥35.00"


def test_codes_are_read_in_groups_of_three():
    assert baogong.code("ABCD1234X") == "ABC D12 34X"


@pytest.mark.parametrize(
    ("minutes", "text"), [(0, "0 分钟"), (59, "59 分钟"), (135, "2 小时 15 分"), (3000, "2 天")]
)
def test_ages_are_read_in_the_unit_that_fits(minutes, text):
    assert baogong.age(minutes) == text


def test_an_icon_is_silent_unless_it_has_a_label():
    assert 'aria-hidden="true"' in baogong.icon("bag")
    assert 'aria-label="&lt;b&gt;"' in baogong.icon("bag", "<b>")


def test_a_wrong_field_is_tied_to_its_hint_and_its_error():
    class OneField(forms.Form):
        room = forms.CharField(label="房号", help_text="如 602")

    template = Template('{% include "components/form_field.html" with field=form.room %}')
    html = template.render(Context({"form": OneField({"room": ""})}))

    assert 'aria-describedby="id_room_helptext id_room_error"' in html
    assert 'id="id_room_helptext"' in html
    assert 'id="id_room_error"' in html
    assert 'aria-invalid="true"' in html
