"""Parse the fields of tar headers: text, numbers, checksums, PAX records."""

from pydock.errors import PydockError

_SIGNED_EXCESS = 256  # a byte of 0x80 or more counts this much less when bytes are signed
_LOW_BYTES = bytes(range(0x80))
_SECOND_NS = 1_000_000_000
_NANOSECOND_DIGITS = 9
_LONGEST_LENGTH_DIGITS = len("1048576")
_NAME_KEYS = (b"path", b"linkpath", b"GNU.sparse.name")


class ArchiveError(PydockError):
    """An archive that contradicts itself, ends early or reaches outside its destination."""


def text(field: bytes) -> bytes:
    """Return the bytes of a field up to its first NUL."""
    return field.partition(b"\0")[0]


def number(field: bytes) -> int:
    """Return a number field of a header: octal digits, or base 256 when the first bit is set."""
    digits = field.strip(b" \0")
    if not digits:
        return 0
    if field[0] & 0x80:
        return _base_256(field)
    digits = text(digits)
    if not digits.isdigit() or b"8" in digits or b"9" in digits:
        raise ArchiveError("invalid number in a header")
    return int(digits, 8)


def _base_256(field: bytes) -> int:
    """Two's complement in all bits of the field but the first."""
    bits = 8 * len(field) - 1
    value = int.from_bytes(field, "big") & ~(1 << bits)
    if field[0] & 0x40:
        value -= 1 << bits
    if value.bit_length() > 63:
        raise ArchiveError("a number in a header is too large")
    return value


def checksum_is_right(block: bytes) -> bool:
    """Return whether a header block's checksum matches its bytes, as unsigned or signed ones."""
    field = block[148:156]
    expected = number(field)
    unsigned = sum(block) - sum(field) + 8 * 0x20
    if expected == unsigned:
        return True
    rest = block[:148] + block[156:]
    return expected == unsigned - _SIGNED_EXCESS * len(rest.translate(None, _LOW_BYTES))


def pax_records(data: bytes) -> list[tuple[bytes, bytes]]:
    """Return the records `LENGTH KEY=VALUE\\n` of a PAX header, in their order."""
    records = []
    start = 0
    while start < len(data):
        space = data.find(b" ", start, start + _LONGEST_LENGTH_DIGITS + 1)
        if space < 0 or not data[start:space].isdigit():
            raise _malformed()
        end = start + int(data[start:space])
        key, equals, value = data[space + 1 : end].partition(b"=")
        if end > len(data) or not equals or not key or not value.endswith(b"\n"):
            raise _malformed()
        if b"\0" in key or (b"\0" in value and key in _NAME_KEYS):
            raise _malformed()
        records.append((key, value[:-1]))
        start = end
    return records


def whole_number(value: bytes) -> int:
    """Return a decimal number of a PAX record that fits 64 bits."""
    if not value.removeprefix(b"-").isdigit() or len(value) > len("-9223372036854775808"):
        raise _malformed()
    parsed = int(value)
    if parsed.bit_length() > 63:
        raise _malformed()
    return parsed


def pax_time_ns(value: bytes) -> int:
    """Return the time of a PAX record, such as `1700000000.25`, in nanoseconds."""
    seconds, _, fraction = value.partition(b".")
    if fraction and not fraction.isdigit():
        raise _malformed()
    rest_ns = int(fraction[:_NANOSECOND_DIGITS].ljust(_NANOSECOND_DIGITS, b"0"))
    whole_ns = whole_number(seconds) * _SECOND_NS
    return whole_ns - rest_ns if seconds.startswith(b"-") else whole_ns + rest_ns


def _malformed() -> ArchiveError:
    return ArchiveError("a PAX header of the archive is malformed")
