from __future__ import annotations

import base64

from pydock.build.buildkit.metadata import metadata_text


def test_values_that_are_json_are_unpacked() -> None:
    packed = base64.b64encode(b'{"size": 3, "digest": "sha256:a"}').decode()
    response = {
        "image.name": "docker.io/library/a",
        "containerimage.descriptor": packed,
        "containerimage.digest": "sha256:a",
    }
    assert metadata_text(response, {"buildx.build.ref": "default/default/x"}) == (
        "{\n"
        '  "buildx.build.ref": "default/default/x",\n'
        '  "containerimage.descriptor": {\n'
        '    "size": 3,\n'
        '    "digest": "sha256:a"\n'
        "  },\n"
        '  "containerimage.digest": "sha256:a",\n'
        '  "image.name": "docker.io/library/a"\n'
        "}"
    )


def test_what_only_looks_like_base64_stays() -> None:
    for text in ("abcd", base64.b64encode(b"[]").decode(), base64.b64encode(b"1").decode()):
        assert f'"{text}"' in metadata_text({"a": text}, {})
