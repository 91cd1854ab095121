"""The parts of `build`: the choice of a builder, its inputs, its outputs."""
