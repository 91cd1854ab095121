"""Go's package strconv: numbers, truth values and quoted strings, read and printed."""
