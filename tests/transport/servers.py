"""Stand-ins for an engine: what they read, and the certificates they show."""

from __future__ import annotations

import socket
import subprocess
from collections.abc import Callable
from pathlib import Path

from pydock.transport import TlsSettings

Handler = Callable[[socket.socket], None]
Serve = Callable[..., str]

NEW_KEY = "-newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes"
EXPIRED = "-startdate 20200101000000Z -enddate 20200102000000Z"
SETTINGS_OF_AUTHORITY = """
[ca]
default_ca = authority
[authority]
database = index
new_certs_dir = .
serial = serial
default_md = sha256
policy = any_name
[any_name]
commonName = supplied
"""


def read_request(connection: socket.socket) -> bytes:
    """The head of a request, and its body when the length is announced."""
    data = b""
    while b"\r\n\r\n" not in data:
        piece = connection.recv(65536)
        if not piece:
            return data
        data += piece
    head, _, body = data.partition(b"\r\n\r\n")
    for line in head.lower().split(b"\r\n"):
        if line.startswith(b"content-length:"):
            while len(body) < int(line.split(b":")[1]):
                body += connection.recv(65536)
    return head + b"\r\n\r\n" + body


class Certificates:
    """Certificates made by openssl: an authority, an engine's, a client's and bad ones."""

    def __init__(self, directory: Path) -> None:
        self.directory = directory
        self._openssl(
            f"req -x509 {NEW_KEY} -days 2 -subj /CN=test-authority "
            "-addext keyUsage=critical,keyCertSign,cRLSign -keyout ca-key.pem -out ca.pem"
        )
        self.sign("engine", "subjectAltName=DNS:localhost,IP:127.0.0.1")
        self.sign("client", "extendedKeyUsage=clientAuth")

    def sign(
        self,
        name: str,
        extension: str,
        dates: str = "-days 2",
        new_key: str = NEW_KEY,
        digest: str = "sha256",
    ) -> None:
        """Makes NAME.pem and NAME-key.pem; `dates` are options of `openssl ca`."""
        (self.directory / "extension").write_text(extension)
        (self.directory / "index").write_text("")
        (self.directory / "ca.cnf").write_text(SETTINGS_OF_AUTHORITY)
        self._openssl(f"req {new_key} -subj /CN={name} -keyout {name}-key.pem -out request.pem")
        self._openssl(
            f"ca -batch -notext -config ca.cnf -md {digest} {dates} -in request.pem -cert ca.pem "
            f"-keyfile ca-key.pem -rand_serial -extfile extension -out {name}.pem"
        )

    def path(self, name: str) -> str:
        return str(self.directory / name)

    def client(
        self, *, with_certificate: bool = True, verify: bool = True, name: str = "client"
    ) -> TlsSettings:
        certificate = self.path(f"{name}.pem") if with_certificate else ""
        key = self.path(f"{name}-key.pem") if with_certificate else ""
        return TlsSettings(self.path("ca.pem"), certificate, key, verify)

    def _openssl(self, arguments: str) -> None:
        subprocess.run(
            ["openssl", *arguments.split()], cwd=self.directory, check=True, capture_output=True
        )
