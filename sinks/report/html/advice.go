package html

import (
	_ "embed"
	"slices"

	"scrim/detectors"
	"scrim/pipeline/leaks"
)

// finding is what advice asks about: the findings of a kind in a place of a
// file, and what the file is.
type finding struct {
	leaks.Group
	artefact leaks.Artefact
}

func (f finding) weak(numbers ...int) bool {
	return slices.ContainsFunc(numbers, func(n int) bool { return slices.Contains(f.Weaknesses, n) })
}

func (f finding) in(places ...leaks.Place) bool { return slices.Contains(places, f.Place) }

func (f finding) of(kinds ...string) bool { return slices.Contains(kinds, f.Kind) }

func (f finding) from(artefacts ...leaks.Artefact) bool {
	return slices.Contains(artefacts, f.artefact)
}

// The weaknesses that advice asks about.
const (
	errorText   = 209
	otherPolicy = 213
	debugging   = 215
	personal    = 359
	credential  = 522
	inSource    = 540
	inQuery     = 598
)

// snippet is what to copy: into which file, for whom.
type snippet struct {
	For, File, Code string
}

// advice is one thing to change. Why is for those who decide, the snippets for
// those who do it; Rest is what the change does not reach.
type advice struct {
	id, title, why, rest string
	applies              func(finding) bool
	always               bool // to whatever was found
	snippets             []snippet
}

// The files of the recipe that replaces a logging filter; a test runs them.
var (
	//go:embed recipe/log_masking.py
	maskingModule string
	//go:embed recipe/django_settings.py
	djangoLogging string
	//go:embed recipe/flask_app.py
	flaskLogging string
)

const (
	django = "Django"
	flask  = "Flask"
	both   = "Django and Flask"
	shell  = "Shell"
)

// advices are everything that the page may advise. Those that apply are listed
// by the severity of what they are for; of equal ones the order is this one.
var advices = []advice{
	{
		id: "revoke", title: "Treat what leaked as stolen: revoke it and issue it anew",
		why: "A credential that was written down may have been read by everybody with access to the file, its copies and its backups. " +
			"Masking it afterwards does not take it back.",
		rest:    "Tokens and keys of other services are revoked where they were issued. A JWT stays valid until it expires unless its signing key changes.",
		applies: func(f finding) bool { return f.weak(credential) },
		snippets: []snippet{
			{django, "python manage.py shell", `# Everybody has to log in again.
from django.contrib.sessions.models import Session
Session.objects.all().delete()

# Tokens of Django REST framework.
from rest_framework.authtoken.models import Token
Token.objects.all().delete()
`},
			{django, "settings.py", `import os

# A new key ends sessions in cookies, reset links and signed values. Without
# fallbacks nothing that the old key has signed is accepted any more.
SECRET_KEY = os.environ["DJANGO_SECRET_KEY"]
SECRET_KEY_FALLBACKS = []
`},
			{flask, "app.py", `import os

# Flask keeps the session in a signed cookie: a new key ends all sessions.
app.config["SECRET_KEY"] = os.environ["FLASK_SECRET_KEY"]
`},
		},
	},
	{
		id: "secrets", title: "Take secrets out of settings, source code and dumps",
		why:     "Files like these are copied, committed and backed up. What they need at run time can come from the environment or a secret store.",
		rest:    "A value that was committed stays in the history of the repository: it has to be replaced, not only removed.",
		applies: func(f finding) bool { return f.from(leaks.ArtefactSettings, leaks.ArtefactSource) || f.weak(inSource) },
		snippets: []snippet{
			{django, "settings.py", `import os

SECRET_KEY = os.environ["DJANGO_SECRET_KEY"]
DATABASES = {
    "default": {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": os.environ["DB_NAME"],
        "USER": os.environ["DB_USER"],
        "PASSWORD": os.environ["DB_PASSWORD"],
        "HOST": os.environ["DB_HOST"],
    },
}
`},
			{flask, "app.py", `# Reads FLASK_SECRET_KEY, FLASK_SQLALCHEMY_DATABASE_URI and so on.
app.config.from_prefixed_env()
`},
			{both, ".gitignore", `.env
*.pem
*.key
*.sql
*.har
`},
		},
	},
	{
		id: "logging", title: "Log through a formatter that masks, and through scrim behind it",
		why: "A logging filter sees the parts of a record, not its text: it misses arguments, extras and tracebacks, and what it looks for is easily " +
			"too narrow. One filter that is often copied masks the word Authorization and keeps the token; another finds only tokens with dots. " +
			"A formatter sees the finished text, whatever it was made of.",
		rest: "The formatter knows credentials by the names and schemes around them. It knows no personal data, no token without a name and no other " +
			"encodings, and does not see print() or what the server itself writes: scrim, which reads all that comes out, does. " +
			"What is sent instead of written, by mail or to Sentry, passes both.",
		applies: func(f finding) bool { return f.from(leaks.ArtefactLog) },
		snippets: []snippet{
			{both, "log_masking.py", maskingModule},
			{django, "settings.py", djangoLogging},
			{flask, "app.py", flaskLogging},
			{shell, "how the server is started", `gunicorn shop.wsgi 2>&1 | scrim >> /var/log/shop/django.log
`},
		},
	},
	{
		id: "headers", title: "Do not log request headers",
		why:     "Authorization and Cookie are keys to an account. Method, path and status are what a log line about a request needs.",
		applies: func(f finding) bool { return f.in(leaks.PlaceHeader) && !f.from(leaks.ArtefactCapture) },
		snippets: []snippet{
			{both, "gunicorn.conf.py", `# Not %({authorization}i)s, %({cookie}i)s, %(u)s; %(U)s is the path without the query.
access_log_format = '%(h)s %(t)s "%(m)s %(U)s %(H)s" %(s)s %(b)s %(L)ss "%(a)s"'
`},
			{django, "where a view or middleware logs request.headers or request.META", `logger.info("%s %s", request.method, request.path)
`},
			{flask, "app.py", `@app.before_request
def log_request():
    app.logger.info("%s %s", request.method, request.path)
`},
		},
	},
	{
		id: "query", title: "Send tokens in a header, not in the query string",
		why:     "A URL is written down by every proxy, browser history and access log on its way, and handed to the next site as the Referer.",
		rest:    "Links that are sent by mail have to carry something in the URL: let it expire soon and be of use only once.",
		applies: func(f finding) bool { return f.weak(credential) && (f.weak(inQuery) || f.in(leaks.PlaceQuery)) },
		snippets: []snippet{
			{both, "the client", `import requests

# Not requests.get(url, params={"token": token}).
session = requests.Session()
session.headers["Authorization"] = f"Bearer {token}"
session.get("https://api.example.com/profile", timeout=10)
`},
			{django, "settings.py", `# Django REST framework reads the Authorization header by itself.
REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": ["rest_framework.authentication.TokenAuthentication"],
}
`},
			{flask, "app.py", `from flask import abort, request

@app.before_request
def no_credentials_in_urls():
    if {"token", "access_token", "api_key", "password"} & request.args.keys():
        abort(400, "send credentials in a header")
`},
			{both, "gunicorn.conf.py", `# %(r)s holds the query string, and %(f)s that of the page before.
access_log_format = '%(h)s %(t)s "%(m)s %(U)s %(H)s" %(s)s %(b)s %(L)ss "%(a)s"'
`},
		},
	},
	{
		id: "cookies", title: "Keep session cookies on HTTPS and away from scripts",
		why:     "Whoever has a session cookie is logged in, without a password or a second factor.",
		rest:    "The settings protect cookies on their way; a cookie that is written to a log leaks all the same.",
		applies: func(f finding) bool { return f.of("cookie", "session_data") || f.in(leaks.PlaceCookie) },
		snippets: []snippet{
			{django, "settings.py", `SESSION_COOKIE_SECURE = True
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 60 * 60 * 12  # seconds; two weeks if it is not set
CSRF_COOKIE_SECURE = True
`},
			{flask, "app.py", `from datetime import timedelta

app.config.update(
    SESSION_COOKIE_SECURE=True,
    SESSION_COOKIE_HTTPONLY=True,
    SESSION_COOKIE_SAMESITE="Lax",
    PERMANENT_SESSION_LIFETIME=timedelta(hours=12),
)
`},
		},
	},
	{
		id: "https", title: "Serve HTTPS only",
		why:  "Credentials in headers, cookies and URLs are readable to everybody on the way unless the connection is encrypted from the first request on.",
		rest: "Behind a proxy the application has to be told which header says that a request came by HTTPS. Raise the seconds of HSTS in steps: browsers remember them.",
		applies: func(f finding) bool {
			return f.weak(credential) && f.in(leaks.PlaceHeader, leaks.PlaceCookie, leaks.PlaceQuery, leaks.PlaceBody, leaks.PlaceReferer)
		},
		snippets: []snippet{
			{django, "settings.py", `SECURE_SSL_REDIRECT = True
SECURE_HSTS_SECONDS = 3600  # then 31536000
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
# Only if a proxy sets this header itself and drops it from what clients send:
# SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
`},
			{flask, "app.py", `from flask import redirect, request
from werkzeug.middleware.proxy_fix import ProxyFix

app.config["PREFERRED_URL_SCHEME"] = "https"
# Only if a proxy sets X-Forwarded-Proto itself and drops it from what clients send:
# app.wsgi_app = ProxyFix(app.wsgi_app, x_proto=1)

@app.before_request
def https_only():
    if not request.is_secure:
        return redirect(request.url.replace("http://", "https://", 1), code=308)

@app.after_request
def stay_on_https(response):
    response.headers["Strict-Transport-Security"] = "max-age=3600; includeSubDomains"
    return response
`},
		},
	},
	{
		id: "referer", title: "Do not hand URLs to other sites",
		why:     "The Referer carries the address of the page, with what is in it, to whatever the page links to.",
		applies: func(f finding) bool { return f.in(leaks.PlaceReferer) },
		snippets: []snippet{
			{django, "settings.py", `# Sent by django.middleware.security.SecurityMiddleware.
SECURE_REFERRER_POLICY = "same-origin"
`},
			{flask, "app.py", `@app.after_request
def keep_urls_here(response):
    response.headers["Referrer-Policy"] = "same-origin"
    return response
`},
		},
	},
	{
		id: "debug", title: "Turn debugging off where real people's data is",
		why:     "Debugging writes settings, headers and local variables, to the log and onto the page that a visitor sees.",
		applies: func(f finding) bool { return f.weak(debugging) || f.from(leaks.ArtefactDebugPage) },
		snippets: []snippet{
			{django, "settings.py", `DEBUG = False
ALLOWED_HOSTS = ["shop.example.com"]
# And in LOGGING: "root": {"level": "INFO"}, no logger at "DEBUG".
`},
			{shell, "what else a deployment should set", `python manage.py check --deploy
`},
			{flask, "app.py", `# Not app.run(debug=True), not flask --debug, not FLASK_DEBUG=1.
app.config["DEBUG"] = False
app.logger.setLevel("INFO")
`},
		},
	},
	{
		id: "errors", title: "Keep values out of tracebacks and error mails",
		why: "An error report shows the request and the local variables of every function on the way, to everybody who gets the mail or reads the log.",
		rest: "Django's reports hide settings and variables by their names only. Decorated functions hide theirs from Django's reports, " +
			"not from tracebacks that other tools write.",
		applies: func(f finding) bool {
			return f.weak(errorText) || f.in(leaks.PlaceTraceback) || f.from(leaks.ArtefactMail, leaks.ArtefactDebugPage)
		},
		snippets: []snippet{
			{django, "views.py", `from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables

@sensitive_post_parameters("password", "token")
def log_in(request):
    ...

@sensitive_variables("password", "token")
def check(password, token):
    ...
`},
			{django, "error_reports.py", `import re

from django.views.debug import SafeExceptionReporterFilter

class ErrorReports(SafeExceptionReporterFilter):
    # Django's own names and those it does not have.
    hidden_settings = re.compile(
        "API|AUTH|TOKEN|KEY|SECRET|PASS|SIGNATURE|HTTP_COOKIE|COOKIE|SESSION|CREDENTIAL|DSN|DATABASE_URL", re.I
    )
    cleansed_substitute = "[FILTERED]"
`},
			{django, "settings.py", `DEFAULT_EXCEPTION_REPORTER_FILTER = "error_reports.ErrorReports"
# No mails with requests and variables in them; Django's handler "mail_admins" sends them to these.
ADMINS = []
`},
			{flask, "app.py", `from werkzeug.exceptions import HTTPException

@app.errorhandler(Exception)
def failed(error):
    if isinstance(error, HTTPException):
        return error
    # Where it happened, not with which values.
    app.logger.error("%s %s: %s", request.method, request.path, type(error).__name__)
    return "internal error", 500
`},
		},
	},
	{
		id: "bodies", title: "Log which fields came, not what was in them",
		why:     "Bodies of forms and API calls hold passwords and personal data by design.",
		applies: func(f finding) bool { return f.in(leaks.PlaceBody) && !f.from(leaks.ArtefactCapture) },
		snippets: []snippet{
			{django, "where a view logs request.POST", `logger.info("profile: fields %s", sorted(request.POST))
`},
			{flask, "where a view logs request.form", `app.logger.info("profile: fields %s", sorted(request.form))
`},
		},
	},
	{
		id: "sql", title: "Do not log SQL with its parameters",
		why:     "Parameters of statements are the data itself: addresses, password hashes, session keys.",
		rest:    "The database has a log of its own: log_parameter_max_length = 0 keeps parameters out of PostgreSQL's.",
		applies: func(f finding) bool { return f.in(leaks.PlaceSQL) },
		snippets: []snippet{
			{django, "settings.py", `# Django logs statements at DEBUG, and only with DEBUG = True.
LOGGING["loggers"]["django.db.backends"] = {"level": "INFO"}
`},
			{flask, "app.py, with SQLAlchemy", `app.config["SQLALCHEMY_ECHO"] = False
app.config["SQLALCHEMY_ENGINE_OPTIONS"] = {"hide_parameters": True}
`},
		},
	},
	{
		id: "links", title: "Let links that log somebody in expire soon",
		why:     "A reset or login link in an access log works for whoever reads it until it expires or was used.",
		rest:    "Django moves the token of a reset link out of the URL with a redirect, but the first request has it, and is logged.",
		applies: func(f finding) bool { return f.in(leaks.PlacePath) && f.weak(credential) },
		snippets: []snippet{
			{django, "settings.py", `PASSWORD_RESET_TIMEOUT = 60 * 15  # seconds; three days if it is not set
`},
			{flask, "app.py", `from itsdangerous import URLSafeTimedSerializer

links = URLSafeTimedSerializer(app.config["SECRET_KEY"], salt="reset")

def user_of(link_token):
    return links.loads(link_token, max_age=60 * 15)  # seconds
`},
		},
	},
	{
		id: "signatures", title: "Sign URLs for minutes",
		why:     "A signed URL is a key to what it names until it expires.",
		applies: func(f finding) bool { return f.of("signature") },
		snippets: []snippet{
			{django, "settings.py, with django-storages", `AWS_QUERYSTRING_EXPIRE = 300  # seconds; an hour if it is not set
`},
			{flask, "app.py, with boto3", `url = s3.generate_presigned_url("get_object", Params=params, ExpiresIn=300)  # seconds
`},
		},
	},
	{
		id: "personal", title: "Log ids instead of personal data",
		why:     "A log with addresses and phone numbers in it is a store of personal data, with all that the law asks of one.",
		rest:    "Where the same person has to be found again, scrim can write a pseudonym that only the holder of a key can link to an address.",
		applies: func(f finding) bool { return f.weak(personal) },
		snippets: []snippet{
			{django, "views.py", `logger.info("user %s changed the address", request.user.pk)
`},
			{flask, "app.py, with Flask-Login", `app.logger.info("user %s changed the address", current_user.get_id())
`},
			{shell, "scrim.toml", `[mask]
email = { mode = "hash", key_file = "/run/secrets/scrim.key", key_id = "2026q4" }
`},
		},
	},
	{
		id: "urls", title: "Keep personal data out of URLs",
		why:     "Proxies, browsers and analytics keep URLs under policies of their own.",
		applies: func(f finding) bool { return f.weak(otherPolicy) },
		snippets: []snippet{
			{django, "forms and urls.py", `# <form method="post">, and an id in the path instead of an address in the query:
urlpatterns = [path("users/<int:pk>/", views.user)]
`},
			{flask, "app.py", `@app.post("/search")
def search():
    return find(request.form["email"])

@app.get("/users/<int:user_id>")
def user(user_id):
    ...
`},
		},
	},
	{
		id: "captures", title: "Share recordings of traffic only after cleaning them",
		why:     "A HAR file or a capture has every header, cookie and body of the session that it shows, valid until that ends.",
		applies: func(f finding) bool { return f.from(leaks.ArtefactCapture) },
		snippets: []snippet{
			{shell, "before it is attached to anything", `scrim -i capture.har
`},
		},
	},
	{
		id: "clean", title: "Clean the files that are there, and check again",
		why:     "Changed settings help from now on. What was written before stays readable until it is masked or deleted, copies and backups too.",
		applies: func(finding) bool { return true }, always: true,
		snippets: []snippet{
			{shell, "where the files are", `scrim -i /var/log/shop
scrim scan --fail-on high /var/log/shop
`},
		},
	},
}

// recommendation is advice with what it is for.
type recommendation struct {
	advice   *advice
	severity detectors.Severity
	count    int64
	kinds    map[string]int64
	places   map[leaks.Place]int64
}

// recommend is the advice that applies to the groups of a summary, the most
// severe first.
func recommend(s *leaks.Summary) []recommendation {
	artefacts := make(map[string]leaks.Artefact, len(s.Files))
	for _, f := range s.Files {
		artefacts[f.File] = f.Artefact
	}
	var all []recommendation
	for i := range advices {
		r := recommendation{advice: &advices[i], kinds: make(map[string]int64), places: make(map[leaks.Place]int64)}
		for _, g := range s.Groups {
			if r.advice.applies(finding{g, artefacts[g.File]}) {
				r.add(g)
			}
		}
		if r.count > 0 {
			all = append(all, r)
		}
	}
	slices.SortStableFunc(all, func(a, b recommendation) int { return int(b.severity) - int(a.severity) })
	return all
}

func (r *recommendation) add(g leaks.Group) {
	r.severity = max(r.severity, g.Severity)
	r.count += g.Count
	r.kinds[g.Kind] += g.Count
	r.places[g.Place] += g.Count
}
