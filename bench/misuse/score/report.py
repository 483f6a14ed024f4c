"""The tables: on the terminal and as Markdown."""
from collections import Counter
from importlib.metadata import version

PACKAGES = ["Django", "PyJWT", "gunicorn", "python-json-logger", "structlog"]


def table(head, rows):
    lines = ["| " + " | ".join(head) + " |", "|---|" + "--:|" * (len(head) - 1)]
    return "\n".join(lines + ["| " + " | ".join(str(cell) for cell in row) + " |" for row in rows])


def misuses(results):
    """One row for each misuse, one column for each log; with several seeds, how often it was found."""
    logs = list(results[0])
    names = list(results[0][logs[0]].found)
    return table(["misuse", *logs], [[f"`{name}`", *(cell([result[log].found[name] for result in results]) for log in logs)] for name in sorted(names)])


def cell(hows):
    if len(hows) == 1:
        return f"**{hows[0]}**" if hows[0] == "missed" else hows[0]
    if set(hows) == {"hidden"}:
        return "hidden"
    text = f"{sum(how not in ('missed', 'hidden') for how in hows)} of {len(hows)}"
    return f"**{text}**" if "missed" in hows else text


def logs(results, honest):
    """Of each log the misuses found and the false signals, summed over the seeds."""
    rows = []
    for log in results[0]:
        mixed, plain = [result[log] for result in results], [result[log] for result in honest]
        visible, missed = sum(len(one.visible()) for one in mixed), sum(len(one.missed()) for one in mixed)
        rows.append((log, f"{visible - missed} of {visible}", sum(one.signals for one in mixed), *wrong(mixed), *wrong(plain), f"{max(one.seconds for one in mixed):.1f} s"))
    return table(["log", "found", "signals", "false", "in 10,000", "false, honest only", "in 10,000", "time"], rows)


def wrong(results):
    """False signals, and how many those are for 10,000 honest requests."""
    false = sum(len(one.false) for one in results)
    return false, f"{10000 * false / sum(one.honest for one in results):.2f}" if results else "–"


def examples(title, results):
    """The false signals, each sort once for each log."""
    lines = [title]
    for log in results[0] if results else []:
        false = [signal for result in results for signal in result[log].false]
        first = {signal.name: signal for signal in reversed(false)}
        for name, n in Counter(signal.name for signal in false).most_common():
            about = first[name].about
            lines.append(f"{n:5}  {log}:{about.get('line')} {name}: {about.get('reason', '')} {about.get('endpoint', '')}".rstrip())
    return "\n".join(lines if len(lines) > 1 else [title + " none"])


def markdown(results, honest, facts):
    packages = ", ".join(f"{name} {version(name)}" for name in PACKAGES)
    about = "\n".join(f"- {name}: {value}" for name, value in facts.items())
    return f"""# Misuse of tokens in the logs of a real Django shop

Written by `make misuse`; what is measured, and how, is in `bench/misuse/README.md`. Equal seeds give equal logs.

{about}
- packages: {packages}

## By log

{logs(results, honest)}

False is a signal that points at no line of a misuse. The time is one run over one log.

## By misuse

{misuses(results)}

`hidden`: the format does not have what would show it. `as NAME`: reported under another name that is right as well.

## Which signals are false

```
{examples("among misuses:", results)}
{examples("honest only:", honest)}
```
"""
