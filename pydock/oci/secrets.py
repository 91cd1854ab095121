"""Detection of secrets: by names and content of files, and in commands and variables.

Values are never returned: `masked` replaces them.
"""

import re
from collections.abc import Iterable
from typing import Any

MASK = "***"

_NAMES = {
    **dict.fromkeys((b"id_rsa", b"id_dsa", b"id_ecdsa", b"id_ed25519"), "private SSH key"),
    **dict.fromkeys((b".git-credentials", b".netrc", b"_netrc"), "passwords"),
    **dict.fromkeys((b".npmrc", b".yarnrc.yml"), "settings of a package manager, often a token"),
    b".pypirc": "passwords of package indexes",
    b".dockercfg": "logins to registries",
    b".htpasswd": "hashes of passwords",
    b".pgpass": "passwords of PostgreSQL",
    b".my.cnf": "settings of MySQL, often a password",
    b".vault-token": "token of Vault",
}
_ENVIRONMENT = re.compile(
    rb"\.env(?:\.(?:local|prod|production|dev|development|staging|test))?", re.IGNORECASE
)
_HOST_KEY = re.compile(rb"ssh_host_\w+_key")
_PATHS = {
    b".aws/credentials": "AWS keys",
    b".azure/accessTokens.json": "tokens of Azure",
    b".config/gcloud/application_default_credentials.json": "credentials of Google Cloud",
    b".docker/config.json": "settings of docker, often logins to registries",
    b".kube/config": "credentials of Kubernetes",
}

_PRIVATE_KEY = r"-----BEGIN (?:[A-Z0-9]+ )*PRIVATE KEY-----"
#: tokens that are known by their form -> what they are
_TOKENS = {
    r"\b(?:AKIA|ASIA)[0-9A-Z]{16}\b": "AWS key",
    r"\bgh[pousr]_[0-9A-Za-z]{36,}|\bgithub_pat_\w{22,}": "token of GitHub",
    r"\bglpat-[\w-]{20,}": "token of GitLab",
    r"\bnpm_[0-9A-Za-z]{36}\b": "token of npm",
    r"\bxox[abprs]-[0-9A-Za-z-]{10,}": "token of Slack",
    r"\bsk_live_[0-9A-Za-z]{16,}": "key of Stripe",
    r"\bAIza[0-9A-Za-z_-]{35}": "key of Google",
    rf"{_PRIVATE_KEY}(?s:.*?)(?:-----END [A-Z0-9 ]*-----|\Z)": "private key",
}
#: what each of them contains: searched first, as that is fast
_HINTS = (
    *(b"AKIA", b"ASIA", b"ghp_", b"gho_", b"ghu_", b"ghs_", b"ghr_", b"github_pat_", b"glpat-"),
    *(b"npm_", b"xox", b"sk_live_", b"AIza", b"PRIVATE KEY-----"),
)
_TOKEN = re.compile("|".join(_TOKENS))
_KINDS = [(re.compile(pattern.encode()), kind) for pattern, kind in _TOKENS.items()]

#: names of variables with secret values, by their ends; PASSWORD_FILE and TOKEN_URL have none
_SECRET_NAME = re.compile(
    r"(?:passw(?:or)?d|passphrase|secret|token|credentials?|(?:^|[_-])(?:pass|pwd|auth)"
    r"|(?:api|access|private|secret|encryption|signing)[_-]?key)(?:[_-]?(?:id|value|base64))?s?$",
    re.IGNORECASE,
)
_NO_SECRET = re.compile(r"""["']?(?:|\$.*|true|false|yes|no|on|off|[01]|\*+)["']?""", re.I | re.S)
_ASSIGNMENT = re.compile(
    r"""(?P<name>[A-Za-z_][\w.-]*)(?P<sign>=|:[ ])"""
    r"""(?P<value>"(?:[^"\\]|\\.)*"|'[^']*'|[^\s;&|"']+)"""
)
#: `ENV A=b c D=e`: values are not quoted
_BARE_ASSIGNMENT = re.compile(
    r"(?P<name>[A-Za-z_][\w.-]*)(?P<sign>=)(?P<value>.*?)(?=\s[A-Za-z_][\w.-]*=|\Z)", re.S
)
#: what stands before a secret in a command
_BEFORE = re.compile(
    r"""(?P<name>--[\w-]+)(?P<sign>["']?,?[ ]+)(?P<value>"[^"]*"|'[^']*'|[^\s;&|"'-][^\s;&|"']*)"""
)
_AUTHORIZATION = re.compile(r"(authorization:\s*(?:bearer|basic|token)\s+)[^\s'\"]+", re.I)
_USER = re.compile(r"((?<!\S)(?:-u|--user)[ =]['\"]?[^\s:'\"]+:)[^\s'\"]+")
_URL = re.compile(r"(://[^\s/:@]*:)(?!\d*/|\$)[^\s\"']+(?=@)")


def name_reason(path: bytes) -> str:
    """Return why a file looks like a secret by its path, or ""."""
    base = path.rpartition(b"/")[2]
    if reason := _NAMES.get(base, ""):
        return reason
    if _ENVIRONMENT.fullmatch(base):
        return "variables of an application"
    if _HOST_KEY.fullmatch(base):
        return "private SSH key of a host"
    slashed = b"/" + path
    return next((why for end, why in _PATHS.items() if slashed.endswith(b"/" + end)), "")


def content_reason(data: bytes) -> str:
    """Return why a small file looks like a secret by its content, or ""."""
    if not any(hint in data for hint in _HINTS):
        return ""
    return next((kind for token, kind in _KINDS if token.search(data)), "")


def is_secret(name: str, value: str) -> bool:
    """Return whether a variable looks like a secret."""
    if _TOKEN.search(value) or _URL.search(value):
        return True
    return bool(_SECRET_NAME.search(name)) and not _NO_SECRET.fullmatch(value)


def secret_variables(environment: Iterable[str]) -> dict[str, str]:
    """Return those of "NAME=value" that look like secrets."""
    pairs = (one.partition("=")[::2] for one in environment)
    return {name: value for name, value in pairs if is_secret(name, value)}


def masked(text: str, values: Iterable[str] = ()) -> tuple[str, list[str]]:
    """Return a command with "***" for what looks like a secret, and what was masked.

    `values` are known secrets. An instruction ENV has values without quotes.
    """
    found: list[str] = []

    def assigned(pattern: re.Pattern[str], text: str) -> str:
        start = 0
        while match := pattern.search(text, start):
            name, start = match["name"].lstrip("-"), match.start("value")
            # the value of any other name may have a secret within
            if _SECRET_NAME.search(name) and not _NO_SECRET.fullmatch(match["value"]):
                found.append(name)
                text = text[:start] + MASK + text[match.end() :]
                start += len(MASK)
        return text

    def known(what: str, keep: bool = True) -> Any:
        def replace(match: re.Match[str]) -> str:
            found.append(what)
            return f"{match[1]}{MASK}" if keep else MASK

        return replace

    if text.startswith("ENV "):
        text = assigned(_BARE_ASSIGNMENT, text)
    text = assigned(_BEFORE, assigned(_ASSIGNMENT, text))
    text = _AUTHORIZATION.sub(known("authorization"), text)
    if "curl" in text:
        text = _USER.sub(known("password"), text)
    text = _URL.sub(known("password of a URL"), text)
    text = _TOKEN.sub(known("token", keep=False), text)
    for value in values:
        if len(value) >= len(MASK) + 1 and value in text:
            text = text.replace(value, MASK)
            found.append("value of a variable")
    return text, list(dict.fromkeys(found))
