"""Runs scrim over a log."""
import subprocess


def run(scrim, data, *flags):
    """What scrim writes for these bytes."""
    return subprocess.run([str(scrim), *flags], input=data, stdout=subprocess.PIPE, check=True).stdout


def commit(folder):
    """The commit of the folder, with a note if files differ from it."""
    try:
        made = subprocess.run(["git", "-C", str(folder), "describe", "--always", "--dirty", "--exclude=*"], capture_output=True, text=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        return "commit unknown"
    return "commit " + made.stdout.strip().replace("-dirty", " with changes")


def version(scrim):
    return subprocess.run([str(scrim), "version"], capture_output=True, text=True, check=False).stdout.strip() or "unknown"
