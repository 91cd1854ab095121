"""Build contexts and builders: ignore rules, the classic builder's tar, BuildKit's session."""
