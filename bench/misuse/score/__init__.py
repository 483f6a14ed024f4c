"""Compares what scrim audit reports with what happened."""
