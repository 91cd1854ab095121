"""A registry that stops in the middle: `python -m tests.engine.broken_registry PORT`.

Of the repository `cut` it sends half a manifest and hangs up; of every other one it sends a
manifest and then has none of the blobs that the manifest is about.
"""

import json
import sys
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

MANIFEST_TYPE = "application/vnd.docker.distribution.manifest.v2+json"
MANIFEST = json.dumps(
    {
        "schemaVersion": 2,
        "mediaType": MANIFEST_TYPE,
        "config": {
            "mediaType": "application/vnd.docker.container.image.v1+json",
            "size": 100,
            "digest": f"sha256:{'a' * 64}",
        },
        "layers": [
            {
                "mediaType": "application/vnd.docker.image.rootfs.diff.tar.gzip",
                "size": 1000,
                "digest": f"sha256:{'b' * 64}",
            }
        ],
    }
).encode()


class Handler(BaseHTTPRequestHandler):
    """Answers what a pull requests, and TLS in plain HTTP as registries do."""

    default_request_version = "HTTP/1.0"

    def do_GET(self) -> None:
        if self.path == "/v2/":
            self.send(200, b"{}")
        elif "/manifests/" not in self.path:
            self.send(404, b'{"errors": [{"code": "BLOB_UNKNOWN", "message": "it is gone"}]}')
        elif self.path.startswith("/v2/cut/"):
            self.send(200, MANIFEST[:100], len(MANIFEST))
        else:
            self.send(200, MANIFEST)

    do_HEAD = do_GET

    def send(self, status: int, body: bytes, announced: int | None = None) -> None:
        self.send_response(status)
        self.send_header("Content-Type", MANIFEST_TYPE)
        self.send_header("Content-Length", str(announced or len(body)))
        self.end_headers()
        if self.command == "GET":
            self.wfile.write(body)


if __name__ == "__main__":
    ThreadingHTTPServer(("127.0.0.1", int(sys.argv[1])), Handler).serve_forever()
