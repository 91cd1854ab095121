"""What the listing commands show: one module a noun, one view a kind of row."""
