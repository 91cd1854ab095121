"""Classes of characters of Go's package unicode."""

#: what `unicode.IsSpace` accepts, and so what `strings.TrimSpace` removes; `str.strip` removes more
WHITE_SPACE = "\t\n\v\f\r \x85\xa0\u1680\u2028\u2029\u202f\u205f\u3000" + "".join(
    map(chr, range(0x2000, 0x200B))
)
