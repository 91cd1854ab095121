"""SecretSpec and ConfigSpec of `secret create` and `config create`."""

from base64 import b64encode
from collections.abc import Iterable
from typing import Any

from pydock.options.key_values import key_values

Json = dict[str, Any]

#: above the limits of engines: 512000 bytes for a secret, 1024000 for a config
MAX_READ_BYTES = 1 << 21


def secret_or_config_spec(
    name: str, labels: Iterable[str], data: bytes, *, driver: str = "", template_driver: str = ""
) -> Json:
    """Return a SecretSpec (API 1.25) or ConfigSpec (API 1.30)."""
    found: Json = {"Name": name, "Labels": key_values(labels)}
    if data:
        found["Data"] = b64encode(data).decode()
    if driver:
        found["Driver"] = {"Name": driver}
    if template_driver:
        found["Templating"] = {"Name": template_driver}
    return found
