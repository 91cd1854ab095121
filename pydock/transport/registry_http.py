"""HTTP to a registry, with authentication; for `manifest`, which needs no engine."""

from __future__ import annotations

import base64
import json
import re
import threading
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol
from urllib.parse import urlencode, urljoin, urlsplit

from pydock.errors import ProtocolError, PydockError
from pydock.transport import Response, TlsSettings
from pydock.transport.http1 import USER_AGENT
from pydock.transport.proxy import is_local, proxy_for
from pydock.transport.registry_errors import NoCredentials, NoToken, NotTls, connection_error

if TYPE_CHECKING:
    import ssl

    import urllib3

_CERTIFICATES = Path("/etc/docker/certs.d")
_CONNECT_TIMEOUT_SECONDS = 30.0
_READ_TIMEOUT_SECONDS = 60.0
_MAX_REDIRECTS = 5
#: that are kept to one registry, and the requests to it at a time
REGISTRY_CONNECTIONS = 4
_MAX_ANSWER_BYTES = 16 << 20
_CLIENT_ID = "docker"

_HEADER_VALUE = re.compile("[!-~]+")


class Login(Protocol):
    """User and password, or a token, of a registry."""

    @property
    def username(self) -> str: ...
    @property
    def password(self) -> str: ...
    @property
    def identity_token(self) -> str: ...
    @property
    def registry_token(self) -> str: ...


def is_loopback(registry: str) -> bool:
    """Return whether a registry is on the machine of whoever sends it requests."""
    return is_local(urlsplit(f"//{registry}").hostname or "")


def open_registry(
    registry: str, login: Login, environ: Mapping[str, str], *, insecure: bool
) -> RegistryTransport:
    """Return the transport to a registry such as `127.0.0.1:5000`, after one ping.

    As docker does: TLS, whose certificate is not verified on this machine or when `insecure`;
    plain HTTP when `insecure`. Raises NotTls for a registry with plain HTTP otherwise, and
    CannotConnect.
    """
    verify = not (insecure or is_loopback(registry))
    secure = RegistryTransport(f"https://{registry}", login, environ, verify=verify)
    try:
        secure.ping()
    except NotTls:
        if not insecure:
            raise
    else:
        return secure
    plain = RegistryTransport(f"http://{registry}", login, environ)
    plain.ping()
    return plain


def fetch_token(
    registry: str,
    login: Login,
    challenge: Mapping[str, str],
    scopes: tuple[str, ...],
    environ: Mapping[str, str],
) -> str:
    """Return a token for `scopes`, of the `realm` and `service` of a registry's challenge.

    Raises as `RegistryTransport.request`.
    """
    is_own = is_loopback(registry)
    base_url = f"{'http' if is_own else 'https'}://{registry}"
    return RegistryTransport(base_url, login, environ, verify=not is_own).token(challenge, scopes)


class RegistryTransport:
    """Requests to one registry; an authorization is requested once for each scope."""

    def __init__(
        self, base_url: str, login: Login, environ: Mapping[str, str], *, verify: bool = True
    ) -> None:
        self.base_url = base_url
        self._login = login
        self._environ = environ
        self._verify = verify
        #: the value of Authorization, by scope
        self._authorizations: dict[tuple[str, ...], str] = {}
        self._lock = threading.Lock()
        self._challenge = ""
        #: the connections by scheme, host and port
        self._pools: dict[tuple[str, str, int | None], urllib3.PoolManager] = {}

    def ping(self) -> None:
        """GET /v2/: read the challenge of the registry. Raises CannotConnect."""
        try:
            answer = self._send("GET", f"{self.base_url}/v2/", {}, None)
        except PydockError as error:
            words = f"failed to configure transport: error pinging v2 registry: {error.message}"
            raise type(error)(words) from None
        self._challenge = answer.headers.get("www-authenticate", "")

    def request(
        self,
        method: str,
        path: str,
        scopes: tuple[str, ...],
        headers: Mapping[str, str] | None = None,
        body: bytes | None = None,
    ) -> Response:
        """Send a request authorized for `scopes` ("repository:team/app:pull").

        `path` may be a whole URL from a response. Raises NoCredentials, CannotConnect and
        ProtocolError; an error of the registry is a response with its status.
        """
        url = urljoin(self.base_url, path)
        former = self._authorizations.get(scopes, "")
        answer = self._send_authorized(method, url, scopes, headers, body)
        if answer.status == 401 and former and former == self._authorizations.get(scopes):
            del self._authorizations[scopes]  # the token has expired
            answer = self._send_authorized(method, url, scopes, headers, body)
        return answer

    def _send_authorized(
        self,
        method: str,
        url: str,
        scopes: tuple[str, ...],
        headers: Mapping[str, str] | None,
        body: bytes | None,
    ) -> Response:
        head = dict(headers or {})
        with self._lock:
            if self._challenge and scopes not in self._authorizations:
                self._authorizations[scopes] = self._authorization(method, url, scopes)
            if authorization := self._authorizations.get(scopes):
                head["Authorization"] = authorization
        return self._send(method, url, head, body)

    def _authorization(self, method: str, url: str, scopes: tuple[str, ...]) -> str:
        """Return the authorization that the challenge requires."""
        scheme, _, rest = self._challenge.partition(" ")
        if self._login.registry_token:
            return f"Bearer {self._login.registry_token}"
        if scheme.lower() == "bearer":
            facts = dict(re.findall(r'(\w+)="([^"]*)"', rest))
            return f"Bearer {self.token(facts, scopes)}"
        if not self._login.username:
            raise NoCredentials(f'{method.capitalize()} "{url}": no basic auth credentials')
        return self._basic()

    def _basic(self) -> str:
        text = f"{self._login.username}:{self._login.password}"
        return "Basic " + base64.b64encode(text.encode(errors="surrogateescape")).decode()

    def token(self, challenge: Mapping[str, str], scopes: tuple[str, ...]) -> str:
        """Request a token of the token service, whose URL must be as safe as the registry's."""
        realm, service = challenge.get("realm", ""), challenge.get("service", "")
        if _scheme(realm) not in ("https", urlsplit(self.base_url).scheme):
            raise ProtocolError(f"the registry names a token service that is not safe: {realm!r}")
        query: list[tuple[str, str]] = [("service", service), ("client_id", _CLIENT_ID)]
        if self._login.identity_token:
            secret = ("refresh_token", self._login.identity_token)
            form = [("grant_type", "refresh_token"), *query, secret, ("scope", " ".join(scopes))]
            headers = {"Content-Type": "application/x-www-form-urlencoded"}
            answer = self._send("POST", realm, headers, urlencode(form).encode())
        else:
            headers = {"Authorization": self._basic()} if self._login.username else {}
            text = urlencode([*query, *(("scope", scope) for scope in scopes)])
            answer = self._send(
                "GET", f"{realm}{'&' if '?' in realm else '?'}{text}", headers, None
            )
        found = _json(answer.body) if answer.status == 200 else {}
        token = found.get("token") or found.get("access_token")
        if not isinstance(token, str) or not _HEADER_VALUE.fullmatch(token):
            raise NoToken(urlsplit(realm).netloc, answer.status)
        return token

    def _send(
        self, method: str, url: str, headers: Mapping[str, str], body: bytes | None
    ) -> Response:
        import urllib3
        from urllib3.exceptions import HTTPError

        try:
            parts = urlsplit(url)
            address = (parts.scheme, parts.hostname or "", parts.port)
            pool = self._pools.get(address) or self._pools.setdefault(address, self._pool(*address))
            with pool.request(
                method,
                url,
                body=body,
                headers={"User-Agent": USER_AGENT, **headers},
                preload_content=False,
                decode_content=False,
                redirect=True,
                retries=urllib3.Retry(
                    total=None, connect=0, read=0, status=0, other=0, redirect=_MAX_REDIRECTS
                ),
                timeout=urllib3.Timeout(_CONNECT_TIMEOUT_SECONDS, _READ_TIMEOUT_SECONDS),
            ) as answer:
                data = answer.read(_MAX_ANSWER_BYTES + 1)
        except HTTPError as error:
            raise connection_error(error, f'{method.capitalize()} "{url}"', parts) from None
        except ValueError:
            raise ProtocolError(f"the registry names an invalid address: {url!r}") from None
        if len(data) > _MAX_ANSWER_BYTES:
            raise ProtocolError(f"the answer from {url} is too long")
        names = {name.lower(): value for name, value in answer.headers.items()}
        return Response(answer.status, answer.reason or "", names, data)

    def _pool(self, scheme: str, host: str, port: int | None) -> urllib3.PoolManager:
        """Return the connections to an address, through the proxy of the environment."""
        import urllib3

        secure = scheme == "https"
        options: dict[str, Any] = {"maxsize": REGISTRY_CONNECTIONS}
        if secure:
            options["ssl_context"] = self._context(host, port)
        proxy = proxy_for(scheme, host, port or (443 if secure else 80), self._environ)
        if proxy is None:
            return urllib3.PoolManager(**options)
        head = {"Proxy-Authorization": proxy.authorization} if proxy.authorization else None
        address = f"http://{proxy.host}:{proxy.port}"
        return urllib3.ProxyManager(address, proxy_headers=head, **options)

    def _context(self, host: str, port: int | None) -> ssl.SSLContext:
        """Return TLS with the certificates of /etc/docker/certs.d for the host, as in docker."""
        import urllib3
        from urllib3.exceptions import InsecureRequestWarning

        from pydock.transport.tls import context_for

        if not self._verify:
            urllib3.disable_warnings(InsecureRequestWarning)  # the user requested it
        directory = _CERTIFICATES / (f"{host}:{port}" if port else host)
        authority = next(iter(sorted(directory.glob("*.crt"))), None)
        certificate = next(iter(sorted(directory.glob("*.cert"))), None)
        return context_for(
            TlsSettings(
                ca_file=str(authority or ""),
                certificate_file=str(certificate or ""),
                key_file=str(certificate.with_suffix(".key")) if certificate else "",
                verify=self._verify,
            )
        )


def _scheme(url: str) -> str:
    try:
        return urlsplit(url).scheme
    except ValueError:
        return ""


def _json(body: bytes) -> dict[str, Any]:
    try:
        found = json.loads(body)
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}
