from __future__ import annotations

import pytest

from pydock.options.certificates import external_ca, is_pem

PEM = "-----BEGIN CERTIFICATE-----\nMIIBazCC\n-----END CERTIFICATE-----\n"


def read(path: str) -> bytes:
    if path == "missing":
        raise FileNotFoundError(2, "No such file or directory")
    return PEM.encode() if path == "ca.pem" else b"no certificate"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (PEM, True),
        (PEM.strip(), True),
        (f"some words\n{PEM}", True),
        (PEM.replace("\n", "\r\n"), True),
        ("-----BEGIN KEY-----\nProc-Type: 4\n\nMIIBazCC\n-----END KEY-----\n", True),
        ("", False),
        ("hello", False),
        (PEM.replace("END CERTIFICATE", "END KEY"), False),
        (PEM.replace("MIIBazCC", "not base64!"), False),
        (f"x{PEM}", False),
    ],
)
def test_pem(text: str, expected: bool) -> None:
    assert is_pem(text.encode()) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("protocol=cfssl,url=https://ca", {"URL": "https://ca", "Options": {}}),
        ("Protocol=CFSSL,URL=https://ca", {"URL": "https://ca", "Options": {}}),
        (
            "protocol=cfssl,url=u,cacert=ca.pem,Key=value",
            {"URL": "u", "CACert": PEM, "Options": {"Key": "value"}},
        ),
    ],
)
def test_an_external_ca(text: str, expected: dict[str, object]) -> None:
    assert external_ca(text, read) == {"Protocol": "cfssl", **expected}


@pytest.mark.parametrize(
    ("text", "error"),
    [
        ("x", "invalid field 'x' must be a key=value pair"),
        ("protocol=acme,url=u", "unrecognized external CA protocol acme"),
        ("url=u", "the external-ca option needs a protocol= parameter"),
        ("protocol=cfssl", "the external-ca option needs a url= parameter"),
        ("", "EOF"),
        (
            "protocol=cfssl,url=u,cacert=missing",
            "unable to read CA cert for external CA: open missing: no such file or directory",
        ),
        ("protocol=cfssl,url=u,cacert=text", "CA cert for external CA must be in PEM format"),
    ],
)
def test_no_external_ca(text: str, error: str) -> None:
    with pytest.raises(ValueError) as raised:
        external_ca(text, read)
    assert str(raised.value) == error
