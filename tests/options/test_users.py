"""USER[:GROUP] by the passwd and group files of a container."""

from __future__ import annotations

import pytest

from pydock.options.users import needs_files, resolve_user

PASSWD = (
    "root:x:0:0:root:/root:/bin/sh\n"
    "broken:line\n"
    "web:x:33:34:web:/var/www:/sbin/nologin\n"
    "n:x:x:y::/:\n"
)
GROUP = "root:x:0:\nstaff:x:50:web\nodd:x:none:\n"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", (0, 0, "/root")),
        ("root", (0, 0, "/root")),
        ("0", (0, 0, "/root")),
        ("web", (33, 34, "/var/www")),
        ("33", (33, 34, "/var/www")),
        ("web:staff", (33, 50, "/var/www")),
        ("web:7", (33, 7, "/var/www")),
        ("1000", (1000, 0, "/")),
        ("1000:1001", (1000, 1001, "/")),
        (":staff", (0, 50, "/root")),
    ],
)
def test_users(text: str, expected: tuple[int, int, str]) -> None:
    assert resolve_user(text, PASSWD, GROUP) == expected


def test_numbers_need_no_files() -> None:
    assert resolve_user("5:6") == (5, 6, "/")
    assert resolve_user("5") == (5, 0, "/")
    assert not any(map(needs_files, ["", "0", "root", "0:0"]))
    assert needs_files("web")


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("nobody", "unable to find user nobody: no matching entries in passwd file"),
        ("n", "unable to find user n: no matching entries in passwd file"),
        ("web:odd", "unable to find group odd: no matching entries in group file"),
    ],
)
def test_an_unknown_name_is_reported(text: str, problem: str) -> None:
    with pytest.raises(ValueError, match="unable to find") as caught:
        resolve_user(text, PASSWD, GROUP)
    assert str(caught.value) == problem
