"""Runs scrim over a log."""
import subprocess


def run(scrim, data, *flags):
    """What scrim writes for these bytes."""
    return subprocess.run([str(scrim), *flags], input=data, stdout=subprocess.PIPE, check=True).stdout


def version(scrim):
    return subprocess.run([str(scrim), "version"], capture_output=True, text=True, check=False).stdout.strip() or "unknown"
