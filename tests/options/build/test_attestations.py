from __future__ import annotations

import pytest

from pydock.options.build.attestations import attest_option, parse_attests


@pytest.mark.parametrize(
    ("texts", "attests"),
    [
        ([], {}),
        (["type=sbom"], {"sbom": "type=sbom"}),
        (["mode=max,TYPE=provenance,a=b"], {"provenance": "type=provenance,a=b,mode=max"}),
        (["type=sbom,disabled=true"], {"sbom": None}),
        (["type=sbom,disabled=false"], {"sbom": "type=sbom"}),
        (["type=sbom,disabled=1", "type=sbom,a=b"], {"sbom": "type=sbom,a=b"}),
        (['type=sbom,"generator=a,b"'], {"sbom": 'type=sbom,"generator=a,b"'}),
    ],
)
def test_attests(texts: list[str], attests: dict[str, str | None]) -> None:
    assert parse_attests(texts) == attests


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("foo", "invalid value foo"),
        ("", "EOF"),
        ("a=b", "attestation type not specified"),
        (
            "type=sbom,disabled=maybe",
            'invalid value disabled=maybe: strconv.ParseBool: parsing "maybe": invalid syntax',
        ),
    ],
)
def test_no_attest(text: str, message: str) -> None:
    with pytest.raises(ValueError) as raised:
        parse_attests([text])
    assert str(raised.value) == message


@pytest.mark.parametrize(
    ("text", "spelled"),
    [
        ("true", "type=sbom,disabled=false"),
        ("0", "type=sbom,disabled=true"),
        ("generator=x", "type=sbom,generator=x"),
    ],
)
def test_short_forms(text: str, spelled: str) -> None:
    assert attest_option("sbom", text) == spelled
