"""Requests and output of the `registry` commands."""

from __future__ import annotations

from tests.support.cases import Case, both_tests

CASES = (
    Case(
        "login -u me --password-stdin h:1",
        {"POST /auth": {"Status": "Login Succeeded"}},
        [("POST /auth", {"username": "me", "password": "secret", "serveraddress": "h:1"})],
        out="Login Succeeded\n",
        err=(
            "\n"
            "WARNING! Your credentials are stored unencrypted in 'HOME/.docker/config.json'.\n"
            "Configure a credential helper to remove this warning. See\n"
            "https://docs.docker.com/go/credential-store/\n"
            "\n"
        ),
        stdin="secret\n",
    ),
    Case(
        "search -f stars=3 --limit 5 box",
        {
            "GET /images/search": [
                {"name": "busybox", "description": "d", "star_count": 9, "is_official": True}
            ]
        },
        ['GET /images/search?filters={"stars":+{"3":+true}}&limit=5&term=box'],
        out=(
            "NAME      DESCRIPTION   STARS     OFFICIAL\nbusybox   d             9         [OK]\n"
        ),
    ),
)

test_requests_and_output, test_an_engine_that_refuses = both_tests(CASES)
