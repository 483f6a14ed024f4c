"""What must stay: lines and members that have much in common with secrets and are none."""
from .alphabets import HEX, random_uuid, text

LINES = """Bearer authentication required for {path}
Basic realm="shop" sent to {ip}
token= is empty; access_token=null; password: None
token expired, please log in again
token has expired for user {n}
password must be at least 12 characters long
The password is too similar to the username.
Password reset requested by user {n}
invalid signature in request {uuid}
cookie consent: accepted
Authorization header missing
Authentication credentials were not provided.
CSRF verification failed. Request aborted.
session expired after {n} s
secret santa event created by user {n}
api key rotated for tenant {n}
loaded 3 keys from keyring
author=Jane Doe title="Tokens and other stories"
token_type=bearer expires_in=3600 scope="openid profile"
key=shop:cart:{n} ttl=300 hit=True
cache key user:{n}:profile miss
GET /static/img/logo@2x.png 200 {n}
GET /@vite/client 304
import {{ token }} from '@shop/auth'
npm install @babel/core@7.10.5
commit {sha} by ci
deployed image sha256:{sha256} to production
request {uuid} took 12.7 ms
trace_id={hex32} span_id={hex16} sampled=1
traceparent: 00-{hex32}-{hex16}-01
ETag: W/"{hex32}"
order ORD-2026-{n} total 129.90 EUR
isbn 978-3-16-148410-0 and 9783161484100
position 48.137154, 11.576124
listening at 127.0.0.1:8000 ({n})
range 2026-11-01..2026-11-10
2026-11-22 03:00:14.256978 worker {n} booted
memory 1234567890 of 16777216000 bytes
invoice 2026-0001-4711 paid
build 20261122.{n} of branch feature/token-refresh
class Token(models.Model): pass
SELECT "auth_user"."password", "auth_user"."email" FROM "auth_user" WHERE "auth_user"."id" = {n}
UPDATE "shop_order" SET "total" = '19.99' WHERE "shop_order"."id" = {n}
@login_required def view(request): ...
raise PermissionDenied("token scope")
signal 15 received
version 3.11.7 build 10.0.19045
ip 2001:db8:85a3::8a2e:370:7334 port 443
card ending 4242 exp 12/29
iban last4 0130
retry 3/5 in 1600 ms
Accept: application/json; q=0.9
file report-2026-11-22.pdf size 482211
progress 1234/5678 ({n}%)
epoch 1763780414 millis 1763780414123
uid={n}(shop) gid={n}
job {uuid} queued
Passwordless login enabled
tokenizer wordpiece has 30522 tokens
user.auth.method=totp
the key to success is caching
secretary=Mrs Smith
phone verified: true
email sent: false
no email address on file
call the service desk
mail from postmaster bounced
token bucket refilled to {n}
token: null
{{"token": null, "password": "", "secret": false, "code": 404}}
password: ********
password=[FILTERED] secret=[REDACTED]
Authorization: [FILTERED]
api_key=None secret=None cookie=None
password=%(password)s host=%(host)s
url=postgres://${{DB_USER}}:${{DB_PASSWORD}}@db/shop
{{% csrf_token %}} missing in template login.html
code=404 reason="Not Found" state=done sign=+ auth=ok
closed with code 1000 (normal closure)
tel: n/a, fax: none
mac 00:1a:2b:3c:4d:5e lease {n}
windows 10.0.19045.5131, chrome 131.0.6778.85
zip 12345-6789 county 06037
opening hours 0800-1200 and 1300-1800
week 2026-W47, day 326, quarter 2026-Q4
pulled docker.io/library/redis@sha256:{sha256}
started systemd service getty@tty1.service
ssh deploy@web-1 uptime
installed left-pad@1.3.0 and @types/node@22.10.1
<script src="/static/app.js" integrity="sha384-{hex32}"></script>
cf-ray: {hex16}-FRA
sentry-trace: {hex32}-{hex16}-1
GET /password-reset/ 200 {n}
GET /static/js/token.min.js 200 {n}
GET /docs/api-keys/ 200 {n}
GET /orders/{uuid}/ 200 {n}
GET /files/{sha}/diff 200 {n}
PASSWORD_HASHERS has 5 entries
SESSION_COOKIE_AGE = 1209600
CSRF_COOKIE_NAME = 'csrftoken'
AUTH_PASSWORD_VALIDATORS = []
TOKEN_LIFETIME = timedelta(minutes=5)
JWT_ALGORITHM = 'HS256'
pbkdf2_sha256 with 1000000 iterations took 0.4 s
basic plan, premium plan, bearer bonds
digest of newsletter {n} sent
signature verified for request {uuid}
cookie size 4093 exceeds limit 4096
session store redis at 10.0.3.17:6379 db 2
phone layout chosen for width 390
call stack depth {n} of 1000
sms gateway latency 120 ms p99 2400 ms
lat=48.137154&lon=11.576124&zoom=12
amount 1.234.567,89 EUR or 1,234,567.89 USD
timestamps 1763780414.123456 and 20261122T030014Z
range bytes=0-1023/146515
oid 1.3.6.1.4.1.311.21.20
ean 4006381333931 gtin 00012345600012""".split("\n")


def fill(rng, template):
    return template.format(
        n=rng.randrange(100, 99999), ip=f"198.51.100.{rng.randrange(256)}", path=rng.choice(["/api/me", "/orders", "/v1/cart"]),
        uuid=random_uuid(rng), sha=text(rng, HEX, 40), sha256=text(rng, HEX, 64), hex=text(rng, HEX, 16), hex32=text(rng, HEX, 32),
        hex16=text(rng, HEX, 16),
    )  # fmt: skip


def line(rng):
    return fill(rng, rng.choice(LINES))


def members(rng):
    """JSON members without a secret."""
    every = {
        "id": rng.randrange(10**7), "order": f"ORD-2026-{rng.randrange(10**6):06}", "total": f"{rng.uniform(1, 999):.2f}",
        "created": f"2026-11-{rng.randrange(1, 29):02}T0{rng.randrange(10)}:12:44.{rng.randrange(10**6):06}Z",
        "request_id": random_uuid(rng), "sha": text(rng, HEX, 40), "etag": text(rng, HEX, 32), "author": "Jane Doe",
        "token_type": "bearer", "expires_in": 3600, "lat": round(rng.uniform(-90, 90), 6), "lon": round(rng.uniform(-180, 180), 6),
        "client_ts": rng.randrange(1_760_000_000_000, 1_770_000_000_000), "isbn": "978-3-16-148410-0", "sku": f"SKU-{rng.randrange(10**6)}",
        "ip": f"203.0.113.{rng.randrange(256)}", "version": "5.2.19", "tokens_used": rng.randrange(5000), "authenticated": True,
        "password_changed": False, "icon": "logo@2x.png", "monkey": "banana", "keyboard": "qwerty-us", "has_token": True,
        "signature_required": False, "cookie_banner": "shown", "api_key_count": 2, "email_verified": True, "size": rng.randrange(10**9),
        "phone_verified": False, "ports": [8000, 8443], "hash_algorithm": "sha256", "key": f"shop:cart:{rng.randrange(10**5)}",
    }  # fmt: skip
    return dict(rng.sample(sorted(every.items()), rng.randrange(3, 9)))
