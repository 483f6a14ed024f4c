"""Reads back what the server made: from its database, its mails and its answers."""
import email
import email.policy
import re
import sqlite3

# Rows change while the shop runs; these tables keep every value that ever stood there.
HISTORY = {
    ("django_session", "session_key"): ("cookie", "django session key"),
    ("django_session", "session_data"): ("session_data", "django session"),
    ("auth_user", "password"): ("password_hash", "django hash"),
    ("authtoken_token", "key"): ("token", "drf"),
}


def watch(database):
    """Adds triggers that copy each value of interest as it is written."""
    connection = sqlite3.connect(database)
    connection.execute("CREATE TABLE witness (source TEXT, value TEXT)")
    for table, column in HISTORY:
        for event in ("INSERT", "UPDATE"):
            connection.execute(
                f"CREATE TRIGGER witness_{table}_{column}_{event} AFTER {event} ON {table} "
                f"BEGIN INSERT INTO witness VALUES ('{table}.{column}', NEW.{column}); END"
            )
    connection.commit()
    connection.close()


def read_database(database, ledger):
    connection = sqlite3.connect(database)
    rows = connection.execute("SELECT DISTINCT source, value FROM witness").fetchall()
    connection.close()
    for source, value in rows:
        kind, form = HISTORY[tuple(source.split("."))]
        if kind == "password_hash":
            form = value.split("$")[0]
        ledger.add(value, kind, form, source.split(".")[1])


def read_mails(folder, ledger):
    """The password reset links, from the mails as a mail program would decode them."""
    for path in folder.glob("*.log"):
        for raw in path.read_bytes().split(b"-" * 79 + b"\n"):
            for part in email.message_from_bytes(raw.lstrip(), policy=email.policy.default).walk():
                if part.get_content_maintype() == "text":
                    read_links(part.get_content(), ledger)


def read_links(text, ledger):
    for user, token in re.findall(r"/reset/(\w+)/(\w+-\w{20,})/", text):
        ledger.add(token, "token", "django reset", "reset link")
        ledger.neutral(user, "reset uid")


def read_answer(exchange, ledger):
    """Cookies that were set and forgery tokens in forms and debug pages."""
    for name, value in exchange.cookies().items():
        ledger.add(value, "cookie", name, name)
    for value in re.findall(r'name="csrfmiddlewaretoken" value="(\w+)"', exchange.text):
        ledger.add(value, "cookie", "csrf form token", "csrfmiddlewaretoken")
