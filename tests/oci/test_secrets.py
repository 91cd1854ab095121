"""Detection of secrets, whose values are never printed."""

from __future__ import annotations

import pytest

from pydock.oci.secrets import content_reason, masked, name_reason, secret_variables

#: not a key: the form alone counts
AWS_KEY = "AKIA" + "Q" * 16


@pytest.mark.parametrize(
    "path",
    [
        *("root/.ssh/id_rsa", "id_ed25519", "app/.env", "app/.env.production", "root/.npmrc"),
        *("root/.git-credentials", "home/me/.aws/credentials", "root/.docker/config.json"),
        *("etc/ssh/ssh_host_rsa_key", "root/.pypirc", "root/.netrc", "root/.kube/config"),
    ],
)
def test_names_of_secrets(path: str) -> None:
    assert name_reason(path.encode())


@pytest.mark.parametrize(
    "path",
    [
        *("root/.ssh/id_rsa.pub", "app/.env.example", "app/env", "etc/ssh/ssh_host_rsa_key.pub"),
        *("etc/credentials", "app/config.json", "npmrc", "xid_rsa", "usr/x.aws/credentials"),
    ],
)
def test_names_of_other_files(path: str) -> None:
    assert not name_reason(path.encode())


def test_content() -> None:
    assert content_reason(f"key={AWS_KEY}\n".encode()) == "AWS key"
    assert content_reason(b"-----BEGIN OPENSSH PRIVATE KEY-----\nb3Bl\n") == "private key"
    assert content_reason(b"-----BEGIN PUBLIC KEY-----") == ""
    assert content_reason(b"AKIA is how they begin") == ""


def test_variables() -> None:
    environment = [
        *("PATH=/bin", "DB_PASSWORD=hunter2", "GPG_KEY=E3FF2839C048B25C", "API_KEY=abc"),
        *("PASSWORD_FILE=/run/secrets/x", "TOKEN=$TOKEN", "EMPTY_PASSWORD=yes", "SECRET="),
        *("URL=http://me:pw@host/", f"ID={AWS_KEY}", "npm_config_authToken=abc", "MALFORMED"),
    ]
    assert list(secret_variables(environment)) == [
        *("DB_PASSWORD", "API_KEY", "URL", "ID", "npm_config_authToken")
    ]


@pytest.mark.parametrize(
    ("text", "shown", "found"),
    [
        ("RUN make", "RUN make", []),
        ("ENV A=b DB_PASSWORD=two words C=d", "ENV A=b DB_PASSWORD=*** C=d", ["DB_PASSWORD"]),
        ("ARG NPM_TOKEN=abc", "ARG NPM_TOKEN=***", ["NPM_TOKEN"]),
        ("RUN export API_KEY='a b' && x", "RUN export API_KEY=*** && x", ["API_KEY"]),
        ('RUN PASSWORD="a \\" b" make', "RUN PASSWORD=*** make", ["PASSWORD"]),
        ("RUN x --password abc --user me", "RUN x --password *** --user me", ["password"]),
        ("RUN x --password=abc", "RUN x --password=***", ["password"]),
        ('CMD ["x" "--token" "abc"]', 'CMD ["x" "--token" ***]', ["token"]),
        ('CMD ["x", "--token", "abc"]', 'CMD ["x", "--token", ***]', ["token"]),
        ("RUN git clone https://me:pw@host/x", "RUN git clone https://me:***@host/x", None),
        ("RUN x https://me:p/w@@host/", "RUN x https://me:***@host/", None),
        ("RUN x https://host:443/a@2", "RUN x https://host:443/a@2", []),
        ("RUN curl -u me:pw host", "RUN curl -u me:*** host", ["password"]),
        (
            "RUN curl -H 'Authorization: Bearer abc' host",
            "RUN curl -H 'Authorization: Bearer ***' host",
            ["authorization"],
        ),
        (f"RUN echo {AWS_KEY} > x", "RUN echo *** > x", ["token"]),
        (
            "RUN echo '-----BEGIN RSA PRIVATE KEY-----\nabc\n-----END RSA PRIVATE KEY-----' > x",
            "RUN echo '***' > x",
            ["token"],
        ),
        ("RUN --mount=type=secret,id=x make", "RUN --mount=type=secret,id=x make", []),
        ('RUN ARGS="--password=abc -v" x', 'RUN ARGS="--password=*** -v" x', ["password"]),
        ("RUN x --token $TOKEN", "RUN x --token $TOKEN", []),
        ("RUN echo //r/:_authToken=abc > .npmrc", "RUN echo //r/:_authToken=*** > .npmrc", None),
    ],
)
def test_commands(text: str, shown: str, found: list[str] | None) -> None:
    assert masked(text)[0] == shown
    if found is not None:
        assert masked(text)[1] == found


def test_known_values_are_masked_anywhere() -> None:
    assert masked("RUN echo hunter22", ["hunter22", "no"])[0] == "RUN echo ***"
