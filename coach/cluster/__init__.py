"""batch --cluster."""
