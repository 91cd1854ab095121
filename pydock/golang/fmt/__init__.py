"""Go's package fmt: the verbs of Printf and the forms of Print and Println."""
