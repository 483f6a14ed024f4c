"""All the ways in which a value may stand in a log: escaped for links, JSON, Python, HTML, mail."""
import html
import json
import quopri
from urllib.parse import quote, quote_plus

# Sets of characters that programs leave as they are in a link.
SAFE = ["", "/", "/:@", "@", "~()*!'", "/:@!$&'()*+,;=~", "/:@|,+", "/#%[]=:;$&()*+,!?*@'~"]


def lower(text):
    """Percent escapes with small letters."""
    first, *rest = text.split("%")
    return "%".join([first, *(part[:2].lower() + part[2:] for part in rest)])


def half_decoded(value):
    """werkzeug logs links with all escapes decoded but those that would change their meaning."""
    return "".join(quote(c) if c in " %&=+#" else c for c in value)


def links(value):
    """Percent-encoded, also twice, and what Latin-1 makes of UTF-8 in headers."""
    made = {value: "raw"}
    local, sign, domain = value.rpartition("@")
    if sign and not domain.isascii():
        made[f"{local}@{punycode(domain)}"] = "punycode"
    try:
        made.setdefault(value.encode().decode("latin-1"), "latin-1")
    except UnicodeError:
        pass
    once = {quote(value, safe=safe) for safe in SAFE} | {quote_plus(value, safe=safe) for safe in SAFE}
    once |= {half_decoded(value), half_decoded(value).replace("%20", "+")}
    once |= {lower(text) for text in once}
    for text in once:
        made.setdefault(text, "percent")
    for text in once:
        for twice in (quote(text, safe=""), quote_plus(text), quote(text, safe="/:@"), lower(quote(text, safe=""))):
            made.setdefault(twice, "percent twice")
    return made


def punycode(domain):
    """The ASCII writing of an international domain; of what is none, the value itself."""
    try:
        return domain.encode("idna").decode()
    except UnicodeError:
        return domain


def as_json(text):
    return json.dumps(text)[1:-1]


def as_json_utf8(text):
    return json.dumps(text, ensure_ascii=False)[1:-1]


def as_script(text):
    """JSON in which the characters of markup, or the at sign, are escaped as well."""
    made = as_json(text)
    for character in "<>&'@":
        made = made.replace(character, f"\\u{ord(character):04x}")
    return made


def as_json_link(text):
    """JSON that some clients write: the at sign and the ampersand escaped."""
    return as_json(text).replace("@", "\\u0040").replace("&", "\\u0026")


def as_json_utf8_link(text):
    return as_json_utf8(text).replace("@", "\\u0040").replace("&", "\\u0026")


def as_repr(text):
    """Inside a Python string: backslashes doubled, other characters as they are."""
    return repr(text + '"')[1:-2] if '"' not in text else repr(text)[1:-1]


def as_repr_quotes(text):
    """Inside a Python string that holds both kinds of quotes."""
    return as_repr(text).replace("\\'", "'").replace("'", "\\'")


def as_bytes(text):
    """Inside the repr of bytes."""
    return repr(text.encode() + b'"')[2:-2].replace("\\'", "'")


def as_bytes_quotes(text):
    return as_bytes(text).replace("'", "\\'")


def as_html(text):
    return html.escape(text)


def as_access(text):
    """gunicorn's access log puts a backslash before a quote, and does so only there."""
    return text.replace('"', '\\"')


def as_logfmt(text):
    return text.replace("\\", "\\\\").replace('"', '\\"')


def as_nginx(text):
    return "".join(chr(c) if 32 <= c < 127 and c not in b'"\\' else f"\\x{c:02X}" for c in text.encode())


def as_pattern(text):
    """Django escapes what a LIKE would take for a wildcard."""
    return text.replace("_", "\\_").replace("%", "\\%")


def as_sql(text):
    return text.replace("'", "''")


def as_mail(text):
    """Quoted-printable."""
    return quopri.encodestring(text.encode()).decode().replace("=\n", "")


# Programs that write text put these around it, one in the other.
OUTER = {
    "json": as_json, "json utf-8": as_json_utf8, "repr": as_repr, "repr quotes": as_repr_quotes, "bytes": as_bytes,
    "bytes quotes": as_bytes_quotes, "html": as_html, "logfmt": as_logfmt,
}  # fmt: skip
# These come first or not at all.
INNER = OUTER | {
    "script": as_script, "json @": as_json_link, "json @ utf-8": as_json_utf8_link, "access": as_access, "nginx": as_nginx,
    "like": as_pattern, "sql": as_sql, "like+sql": lambda text: as_sql(as_pattern(text)),
}  # fmt: skip
# So many layers in any order, and JSON so many times around them. What is deeper is not found and so not scored.
DEPTH = 4
DEEPER = 5
# Values of odd characters have many writings; a bound keeps the index small.
MOST = 2000


def around(texts, layers, made):
    """The new writings that the layers make of these texts."""
    new = {}
    for text, name in texts.items():
        for layer, escape in layers.items():
            written = escape(text)
            if written not in made and written not in new:
                new[written] = layer if name == "raw" else f"{name}+{layer}"
    return new


def writings(value):
    """A dict of every writing, as bytes, to the name of its escapes."""
    made = links(value)
    last = made
    for depth in range(DEPTH):
        last = around(last, OUTER if depth else INNER, made)
        if len(made) + len(last) > MOST:
            break
        made = made | last
    last = made
    for _ in range(DEEPER):
        last = around(last, {"json": as_json_utf8}, made)
        made = made | last
    made = made | around(made, {"repr": as_repr, "repr quotes": as_repr_quotes, "quoted-printable": as_mail}, made)
    return {text.encode("utf-8", "surrogateescape"): name for text, name in made.items()}
