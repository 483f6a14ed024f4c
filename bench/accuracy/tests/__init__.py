"""Tests of the locator and the scorer; they need neither a server nor scrim."""
