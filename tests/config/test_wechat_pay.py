"""R40: an account at WeChat Pay is configured as a whole, with keys that nobody else reads."""

import os
import subprocess
import sys

import pytest
from django.core.exceptions import ImproperlyConfigured

from baogong.apps.money.provider import configured_provider
from baogong.cli.play.wechat_stand_in import API_KEY, key_pair, pem_of_private, pem_of_public
from baogong.config import environment as env

VARIABLES = {
    "BAOGONG_WECHAT_MCH_ID": "1900000109",
    "BAOGONG_WECHAT_APP_ID": "wx8888888888888888",
    "BAOGONG_WECHAT_SERIAL": "5157F09EFDC096DE",
    "BAOGONG_WECHAT_PUBLIC_KEY_ID": "PUB_KEY_ID_01",
}
KEYS = ("apiclient_key.pem", "pub_key.pem", "api_v3_key.txt")


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A data folder's ``wechat`` with all that is needed, and the environment."""
    folder = tmp_path / "wechat"
    folder.mkdir()
    texts = (pem_of_private(key_pair("merchant")), pem_of_public(key_pair("provider")), API_KEY)
    for name, text in zip(KEYS, texts, strict=True):
        (folder / name).write_text(text + "\n")
        (folder / name).chmod(0o600)
    for name, value in VARIABLES.items():
        monkeypatch.setenv(name, value)
    return folder


def test_a_whole_account_is_taken(folder, settings):
    settings.WECHAT_PAY = env.wechat_pay(folder)

    assert settings.WECHAT_PAY["gateway"] == "https://api.mch.weixin.qq.com"
    assert settings.WECHAT_PAY["api_key"] == API_KEY
    assert configured_provider() is configured_provider()


def test_another_address_is_taken_without_its_last_slash(folder, monkeypatch):
    monkeypatch.setenv("BAOGONG_WECHAT_GATEWAY", "https://apihk.mch.weixin.qq.com/")
    assert env.wechat_pay(folder)["gateway"] == "https://apihk.mch.weixin.qq.com"


def test_without_an_account_there_is_no_provider(folder, monkeypatch, settings):
    for name in VARIABLES:
        monkeypatch.delenv(name)
    settings.WECHAT_PAY = env.wechat_pay(folder)

    assert settings.WECHAT_PAY is None
    assert configured_provider() is None


@pytest.mark.parametrize("name", VARIABLES)
def test_half_an_account_ends_the_program_with_the_name_of_what_is_missing(
    folder, monkeypatch, name
):
    monkeypatch.delenv(name)
    with pytest.raises(env.BadSetting, match=name):
        env.wechat_pay(folder)


@pytest.mark.parametrize("name", KEYS)
def test_a_missing_key_is_named(folder, name):
    (folder / name).unlink()
    with pytest.raises(env.BadSetting, match=name):
        env.wechat_pay(folder)


@pytest.mark.parametrize("name", KEYS)
def test_a_key_that_others_can_read_is_refused_with_the_cure(folder, name):
    (folder / name).chmod(0o640)
    with pytest.raises(env.BadSetting, match=f"chmod 600 .*{name}"):
        env.wechat_pay(folder)


@pytest.mark.parametrize("text", ["", "short", "k" * 33])
def test_a_key_of_another_length_is_refused(folder, text):
    (folder / "api_v3_key.txt").write_text(text)
    with pytest.raises(env.BadSetting, match="api_v3_key"):
        env.wechat_pay(folder)


def test_a_key_that_is_none_ends_the_program(folder, settings):
    settings.WECHAT_PAY = env.wechat_pay(folder) | {"private_key": "no key"}
    with pytest.raises(ImproperlyConfigured):
        configured_provider()


def test_the_program_says_it_in_one_sentence(tmp_path):
    environment = os.environ | VARIABLES | {"BAOGONG_DATA": str(tmp_path)}
    said = subprocess.run(
        [sys.executable, "-c", "import baogong.config.settings"],
        env=environment | {"BAOGONG_WECHAT_SERIAL": ""},
        capture_output=True,
        text=True,
        check=False,
    )

    assert said.returncode == 1
    assert said.stderr.startswith("baogong: BAOGONG_WECHAT_SERIAL='' cannot be used: set all of")
