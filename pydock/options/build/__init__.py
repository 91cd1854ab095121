"""Options of `build` that only BuildKit supports, in the notation of buildx."""
