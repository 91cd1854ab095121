"""Convert API responses into rows, template values and pages: one module for each noun."""
