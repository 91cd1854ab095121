"""API answers to text: templates, tables, JSON, units and times."""
