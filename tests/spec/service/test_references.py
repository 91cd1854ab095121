"""Secrets, configs and credential specs of services."""

from __future__ import annotations

from typing import Any

import pytest

from pydock.spec.service.references import (
    parse_credential_spec,
    parse_reference,
    updated_configs,
    with_ids,
    without_names,
)

Json = dict[str, Any]

CONFIG: Json = {"File": {"Name": "c"}, "ConfigID": "1", "ConfigName": "c"}
OF_SPEC: Json = {"Runtime": {}, "ConfigID": "2", "ConfigName": "spec"}


@pytest.mark.parametrize(
    ("text", "file", "name"),
    [
        ("s", {"Name": "s"}, "s"),
        ("source=s", {"Name": "s"}, "s"),
        ("src=s,TARGET=/t,uid=1,gid=2,mode=0400",
         {"Name": "/t", "UID": "1", "GID": "2", "Mode": 0o400}, "s"),
        ("source=s,mode=292", {"Name": "s", "Mode": 0o444}, "s"),
    ],
)  # fmt: skip
def test_reference(text: str, file: Json, name: str) -> None:
    whole = {"UID": "0", "GID": "0", "Mode": 0o444, **file}
    assert parse_reference("secret", text) == {"File": whole, "SecretName": name}


@pytest.mark.parametrize(
    ("text", "error"),
    [
        ("", "EOF"),
        ("target=x", "source is required"),
        ("source=s,x", "invalid field 'x' must be a key=value pair"),
        ("source=s,a=b", "invalid field in config request: a"),
        ("source=s,mode=9x", "invalid mode specified: strconv.ParseUint"),
    ],
)
def test_invalid_references(text: str, error: str) -> None:
    with pytest.raises(ValueError, match=error):
        parse_reference("config", text)


def test_ids() -> None:
    references = [parse_reference("secret", "s"), parse_reference("secret", "source=s,target=t")]
    assert [one["SecretID"] for one in with_ids("secret", references, {"s": "1"})] == ["1", "1"]
    assert "SecretID" not in references[0]
    with pytest.raises(ValueError, match=r"^secret not found: s$"):
        with_ids("secret", references, {})
    assert without_names("secret", references, ["s"]) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", {}),
        ("config://a", {"Config": "a"}),
        ("file://a", {"File": "a"}),
        ("registry://a", {"Registry": "a"}),
    ],
)
def test_credential_spec(text: str, expected: Json) -> None:
    assert parse_credential_spec(text) == expected


@pytest.mark.parametrize(
    ("rm", "new", "old", "kept", "needed"),
    [
        ([], None, {"Config": "2"}, [CONFIG, OF_SPEC], ""),
        (["c", "spec"], None, {"Config": "2"}, [OF_SPEC], ""),
        ([], {}, {"Config": "2"}, [CONFIG], ""),
        ([], {"File": "x"}, {"Config": "2"}, [CONFIG], ""),
        ([], {"Config": "other"}, {"Config": "2"}, [CONFIG], "other"),
    ],
)
def test_the_config_of_a_credential_spec_goes_with_it(
    rm: list[str], new: Json | None, old: Json, kept: list[Json], needed: str
) -> None:
    assert updated_configs([CONFIG, OF_SPEC], rm, new, old) == (kept, needed)
