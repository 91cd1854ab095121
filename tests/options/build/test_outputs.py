from __future__ import annotations

import pytest

from pydock.options.build.outputs import Export, parse_output, with_destination, with_load_and_push


@pytest.mark.parametrize(
    ("text", "output"),
    [
        ("", None),
        ("out", Export("local", destination="out")),
        ("-", Export("tar", destination="-")),
        ("dest=x", Export("local", destination="dest=x")),
        ("type=tar", Export("tar")),
        ("type=tar,dest=a.tar", Export("tar", destination="a.tar")),
        ("Type=image,name=a,push=true", Export("image", {"name": "a", "push": "true"})),
        ('type=image,"name=a,b"', Export("image", {"name": "a,b"})),
    ],
)
def test_outputs(text: str, output: Export | None) -> None:
    assert parse_output(text) == output


@pytest.mark.parametrize(
    ("text", "message"),
    [("frob=x,y=z", "type is required for output"), ("type=tar,frob", "invalid value frob")],
)
def test_no_output(text: str, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        parse_output(text)


@pytest.mark.parametrize(
    ("outputs", "load", "push", "expected"),
    [
        ([], False, False, []),
        ([], True, False, [Export("docker")]),
        ([], False, True, [Export("image", {"push": "true"})]),
        ([], True, True, [Export("image", {"push": "true"}), Export("docker")]),
        ([Export("image")], False, True, [Export("image", {"push": "true"})]),
        ([Export("docker")], True, False, [Export("docker")]),
        (
            [Export("docker", destination="a")],
            True,
            False,
            [Export("docker", destination="a"), Export("docker")],
        ),
    ],
)
def test_load_and_push(
    outputs: list[Export], load: bool, push: bool, expected: list[Export]
) -> None:
    assert with_load_and_push(outputs, load=load, push=push) == expected


@pytest.mark.parametrize(
    ("output", "expected", "is_directory", "is_file"),
    [
        (Export("local", destination="a"), Export("local", destination="a"), True, False),
        (Export("tar"), Export("tar", destination="-"), False, True),
        (Export("oci"), Export("oci", destination="-"), False, True),
        (Export("docker"), Export("docker"), False, True),
        (Export("oci", {"tar": "false"}, "a"), Export("oci", {"tar": "false"}, "a"), True, False),
        (Export("registry"), Export("image", {"push": "true"}), False, False),
        (Export("frob"), Export("frob"), False, False),
    ],
)
def test_destinations(output: Export, expected: Export, is_directory: bool, is_file: bool) -> None:
    found = with_destination(output)
    assert (found, found.is_directory, found.is_file) == (expected, is_directory, is_file)


@pytest.mark.parametrize(
    ("output", "message"),
    [
        (Export("local"), "dest is required for local exporter"),
        (Export("local", destination="-"), "dest cannot be stdout for local exporter"),
        (Export("oci", {"tar": "false"}), "dest is required for oci exporter"),
    ],
)
def test_no_destination(output: Export, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        with_destination(output)
