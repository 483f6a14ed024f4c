"""Lines of prose, commands and settings with secrets in them, as people write log statements."""
from . import issuers, people, signed, tokens

WITH_EMAIL = """sent receipt to {}
login failed for {} from 198.51.100.7
user {} not found
mail <{}> bounced: 550 5.1.1 no such user
customer Ana Ruiz ({}) status=active
recipients: {};postmaster
new signup: {}, plan=free
[{}] joined channel
duplicate key value violates unique constraint "customer_email_key" DETAIL:  Key (email)=({}) already exists.
mailto:{}?subject=Order
RCPT TO:<{}> SIZE=1024
to="{}" status=sent""".split("\n")
WITH_PHONE = """callback {} requested
SMS to {} queued as job 448c0de2
call {} between 9 and 17
customer can be reached at {}.
phone={} verified
tel:{}
whatsapp message to {} delivered
caller {}, waited 12 s""".split("\n")
WITH_TOKEN = """could not decode token {}
invalid token: {}
Authorization header: Bearer {}
rejected Authorization: Token {}
token {} expired
refresh token {} was used twice
using bearer {}
cached token={} ttl=300
curl -H 'Authorization: Bearer {}' https://api.shop.test/v1/me
curl -s "https://api.shop.test/v1/me?access_token={}&page=2"
wget --header="X-Auth-Token: {}" https://api.shop.test/export
invalid_grant for refresh_token '{}'
websocket wss://live.shop.test/ws?token={} opened
set-cookie: session={}; Path=/; HttpOnly
export ACCESS_TOKEN={}
--token {} --verbose
"Authorization" => "Bearer {}"
headers=[(b'authorization', b'Bearer {}'), (b'accept', b'*/*')]
{{'Authorization': 'Bearer {}', 'Accept': '*/*'}}
exchanging code {}""".split("\n")
WITH_PASSWORD = """password={} rejected
login admin password: {}
DB_PASSWORD='{}'
connecting with {{'user': 'shop', 'password': '{}'}}
config {{"smtp": {{"user": "shop", "password": "{}"}}}}""".split("\n")
WITH_KEY = """API_KEY={}
using key {}
SECRET_KEY = '{}'
stripe call failed, api_key={}
{} is not a valid key
X-Api-Key: {}
git push https://oauth2:{}@git.shop.test/shop.git""".split("\n")


def lines(t):
    """One or several lines, a PEM block for example."""
    rng = t.rng
    sort = rng.choice(["email", "email", "phone", "phone", "token", "token", "token", "password", "key", "url", "pem", "basic"])
    if sort == "email":
        return [rng.choice(WITH_EMAIL).format(t.email("text"))]
    if sort == "phone":
        return [rng.choice(WITH_PHONE).format(t.phone("text"))]
    if sort == "token":
        return [rng.choice(WITH_TOKEN).format(t.note(tokens.any_token(rng), "text"))]
    if sort == "password":
        # What has no quotes in its writing can have none and no blanks in its value.
        template = rng.choice(WITH_PASSWORD)
        letters = "\"'\\ ,;}&" if "'" in template or '"' in template else " "
        value = "".join(c for c in people.password(rng)[0] if c not in letters)
        return [template.format(t.note((value, "password", "in text"), "text"))]
    if sort == "key":
        return [rng.choice(WITH_KEY).format(t.note(issuers.issued(rng), "text"))]
    if sort == "url":
        return [rng.choice(["DATABASE_URL={}", "connecting to {}", "cannot reach {}: timed out"]).format(signed.connection_url(rng, t.ledger))]
    if sort == "basic":
        return [f"Proxy-Authorization: {signed.basic(rng, t.ledger)}"]
    block = tokens.pem_lines(rng)
    for line in block[1:-1]:
        t.ledger.add(line, "private_key", "pem", "text")
    # As one record with line ends in it, or as one line with escaped line ends, which may be masked with the rest.
    for end in ("\n", "\\n"):
        t.ledger.neutral(end + end.join(block[1:-1]) + end, "pem block")
    return [rng.choice(["\n", "\\n"]).join(block)]
