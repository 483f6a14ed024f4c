"""Tests of the logs and of the score; make test-misuse runs them."""
