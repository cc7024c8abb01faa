"""Checks over a parsed draft, one closed type each."""
