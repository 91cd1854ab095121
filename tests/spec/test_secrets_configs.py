from __future__ import annotations

from pydock.spec.secrets_configs import secret_or_config_spec


def test_data_are_base64() -> None:
    assert secret_or_config_spec("site", ["a=b=c", "d"], b"hi\n\xff", template_driver="golang") == {
        "Name": "site",
        "Labels": {"a": "b=c", "d": ""},
        "Data": "aGkK/w==",
        "Templating": {"Name": "golang"},
    }


def test_a_driver_has_the_data() -> None:
    assert secret_or_config_spec("token", [], b"", driver="vault") == {
        "Name": "token",
        "Labels": {},
        "Driver": {"Name": "vault"},
    }
