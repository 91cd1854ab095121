"""Detach key sequences, such as ctrl-p,ctrl-q."""

DEFAULT_KEYS = "ctrl-p,ctrl-q"

#: the characters for which ctrl- gives the codes 0 to 31
_CONTROLS = "@abcdefghijklmnopqrstuvwxyz[\\]^_"
_CODES = {**{f"ctrl-{character}": code for code, character in enumerate(_CONTROLS)}, "DEL": 127}


def parse_detach_keys(text: str) -> bytes:
    """Return a sequence's bytes: "ctrl-p,x" is b"\x10x". ValueError for an invalid key."""
    codes = bytearray()
    for key in text.split(","):
        if len(key) == 1 and key.isascii():
            codes.append(ord(key))
        elif key in _CODES:
            codes.append(_CODES[key])
        else:
            raise ValueError(f"Unknown character: '{key}'")
    return bytes(codes)


class DetachMatcher:
    """Finds the key sequence in the input, however it is split over reads.

    The beginning of a match is held back and passed on when the match fails. As in docker, the key
    that ends a partial match does not begin another one: ctrl-p pressed twice reaches the
    container twice.
    """

    def __init__(self, keys: bytes) -> None:
        self._keys = keys
        self._held = 0  # how many keys of a match have been typed

    def feed(self, typed: bytes) -> tuple[bytes, bool]:
        """Return what to send, and whether the sequence was typed: what follows it is dropped."""
        keys = self._keys
        if not self._held and keys[:1] not in typed:
            return typed, False
        passed = bytearray()
        position = 0
        while position < len(typed):
            if not self._held:
                start = typed.find(keys[:1], position)
                if start < 0:
                    passed += typed[position:]
                    break
                passed += typed[position:start]
                position = start
            if typed[position] == keys[self._held]:
                self._held += 1
                if self._held == len(keys):
                    self._held = 0
                    return bytes(passed), True
            else:
                passed += keys[: self._held]
                passed.append(typed[position])
                self._held = 0
            position += 1
        return bytes(passed), False
