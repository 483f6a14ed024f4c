"""Dumps of whole exchanges: with arrows as curl writes them, and raw with folded headers."""

WIDTH = 70


def fold(name, value):
    """Old programs fold long headers at blanks: the rest stands in lines that begin with a blank."""
    lines, current = [], f"{name}:"
    for word in value.split(" "):
        if len(current) + len(word) > WIDTH and current.strip() != f"{name}:":
            lines.append(current)
            current = ""
        current += " " + word
    return "\r\n".join([*lines, current])


def arrows(exchange):
    lines = [f"> {exchange.method} {exchange.target} HTTP/1.1"]
    lines += [f"> {name}: {value}" for name, value in exchange.headers] + [">"]
    if exchange.body:
        lines.append(exchange.body.decode())
    lines.append(f"< HTTP/1.1 {exchange.status} {exchange.reason}")
    lines += [f"< {name}: {value}" for name, value in exchange.answer_headers] + ["<"]
    if len(exchange.answer) < 4000:
        lines.append(exchange.text)
    return "\n".join(lines) + "\n"


def raw(exchange):
    lines = [f"{exchange.method} {exchange.target} HTTP/1.1", *(fold(name, value) for name, value in exchange.headers), ""]
    lines.append(exchange.body.decode())
    return "\r\n".join(lines) + "\r\n"
