"""Commands on contexts: named engine endpoints."""
