from __future__ import annotations

import pytest

from pydock.options.build.outputs import Output, checked, parse_output, with_load_and_push


@pytest.mark.parametrize(
    ("text", "output"),
    [
        ("", None),
        ("out", Output("local", destination="out")),
        ("-", Output("tar", destination="-")),
        ("dest=x", Output("local", destination="dest=x")),
        ("type=tar", Output("tar")),
        ("type=tar,dest=a.tar", Output("tar", destination="a.tar")),
        ("Type=image,name=a,push=true", Output("image", {"name": "a", "push": "true"})),
        ('type=image,"name=a,b"', Output("image", {"name": "a,b"})),
    ],
)
def test_outputs(text: str, output: Output | None) -> None:
    assert parse_output(text) == output


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("frob=x,y=z", "type is required for output"),
        ("type=tar,frob", "invalid value frob"),
    ],
)
def test_no_output(text: str, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        parse_output(text)


@pytest.mark.parametrize(
    ("outputs", "load", "push", "expected"),
    [
        ([], False, False, []),
        ([], True, False, [Output("docker")]),
        ([], False, True, [Output("image", {"push": "true"})]),
        ([], True, True, [Output("image", {"push": "true"}), Output("docker")]),
        ([Output("image")], False, True, [Output("image", {"push": "true"})]),
        ([Output("docker")], True, False, [Output("docker")]),
        (
            [Output("docker", destination="a")],
            True,
            False,
            [Output("docker", destination="a"), Output("docker")],
        ),
    ],
)
def test_load_and_push(
    outputs: list[Output], load: bool, push: bool, expected: list[Output]
) -> None:
    assert with_load_and_push(outputs, load=load, push=push) == expected


@pytest.mark.parametrize(
    ("output", "expected", "is_folder", "is_file"),
    [
        (Output("local", destination="a"), Output("local", destination="a"), True, False),
        (Output("tar"), Output("tar", destination="-"), False, True),
        (Output("oci"), Output("oci", destination="-"), False, True),
        (Output("docker"), Output("docker"), False, True),
        (
            Output("oci", {"tar": "false"}, "a"),
            Output("oci", {"tar": "false"}, "a"),
            True,
            False,
        ),
        (Output("registry"), Output("image", {"push": "true"}), False, False),
        (Output("frob"), Output("frob"), False, False),
    ],
)
def test_destinations(output: Output, expected: Output, is_folder: bool, is_file: bool) -> None:
    found = checked(output)
    assert (found, found.is_folder, found.is_file) == (expected, is_folder, is_file)


@pytest.mark.parametrize(
    ("output", "message"),
    [
        (Output("local"), "dest is required for local exporter"),
        (Output("local", destination="-"), "dest cannot be stdout for local exporter"),
        (Output("oci", {"tar": "false"}), "dest is required for oci exporter"),
    ],
)
def test_no_destination(output: Output, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        checked(output)
