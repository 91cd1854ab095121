"""Go's formats as Go's standard library reads and prints them (pure, of use by itself)."""
