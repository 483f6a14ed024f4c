"""The tables: on the terminal and as Markdown."""
from collections import Counter, defaultdict
from importlib.metadata import version

PACKAGES = ["Django", "djangorestframework", "django-structlog", "structlog", "python-json-logger", "gunicorn", "uvicorn", "Flask", "Werkzeug", "httpx", "requests", "urllib3"]


def share(part, whole):
    return "–" if not whole else f"{100 * part / whole:.2f} %"


def table(head, rows):
    lines = ["| " + " | ".join(head) + " |", "|---|" + "--:|" * (len(head) - 1)]
    return "\n".join(lines + ["| " + " | ".join(str(cell) for cell in row) + " |" for row in rows])


def kinds(total):
    rows = [(f"`{kind}`", f"{n:,}", f"{hidden:,}", share(hidden, n)) for kind, (n, hidden) in sorted(total.by(0).items())]
    n, hidden = total.found.total(), total.hidden.total()
    return table(["kind", "values", "masked", "recall"], [*rows, ("**all**", f"{n:,}", f"{hidden:,}", f"**{share(hidden, n)}**")])


def logs(scores):
    rows = []
    for name, score in sorted(scores.items()):
        n = score.found.total()
        rows.append((name, f"{score.lines:,}", f"{n:,}", share(score.hidden.total(), n), score.over_lines, share(score.over_lines, score.lines)))
    return table(["log", "lines", "values", "recall", "lines with too much masked", "share"], rows)


def forms(total):
    """Only the forms of which something got through."""
    made = defaultdict(lambda: [0, 0])
    for (kind, form, _), n in total.found.items():
        made[kind, form][0] += n
    for (kind, form, _), n in total.hidden.items():
        made[kind, form][1] += n
    rows = [(f"`{kind}`", form, n, n - hidden, share(hidden, n)) for (kind, form), (n, hidden) in sorted(made.items()) if hidden < n]
    return table(["kind", "form", "values", "leaked", "recall"], rows)


def checks(total):
    return table(
        ["check", "result"],
        [
            ("lines with too much masked", f"{total.over_lines:,} of {total.lines:,} ({share(total.over_lines, total.lines)})"),
            ("bytes masked too much", f"{total.over_bytes:,} of {total.size:,}"),
            ("valid JSON lines and documents that became invalid", f"{total.json_broken:,} of {total.json_lines:,}"),
            ("lines that a second run changes", f"{total.changed_again:,}"),
            ("lines in which stars and labels stand in different places", f"{total.misaligned:,}"),
            ("pieces of cut or folded values, masked", f"{total.fragments_hidden:,} of {total.fragments:,} (not part of the recall)"),
        ],
    )


def examples(title, items, count):
    """So many examples, the most frequent classes first, one of each class."""
    classes = Counter(item.what for item in items)
    first, values = {}, defaultdict(set)
    for item in items:
        first.setdefault(item.what, item)
        values[item.what].add(item.value)
    lines = [f"{title}: {len(items)} in {len(classes)} classes"]
    for what, n in classes.most_common(count):
        distinct = f" ({len(values[what])} different)" if first[what].value else ""
        lines.append(f"{n:6}{distinct}  {what}\n        {first[what].log}:{first[what].line}  {first[what].text}")
    return "\n".join(lines)


def markdown(total, scores, facts):
    packages = ", ".join(f"{name} {version(name)}" for name in PACKAGES)
    about = "\n".join(f"- {name}: {value}" for name, value in facts.items())
    return f"""# Accuracy on logs of a real Django project

Written by `make accuracy`; what is measured, and how, is in `bench/accuracy/README.md`. The logs are made anew for each
run. Session keys, tokens, hashes and times differ between runs with equal seeds, so figures move a little.

{about}
- packages: {packages}

## Recall by kind

{kinds(total)}

## Checks

{checks(total)}

## By log

{logs(scores)}

## Forms of which something got through

{forms(total)}
"""
