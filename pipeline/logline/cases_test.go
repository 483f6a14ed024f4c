package logline

// lineCases are lines of every format, made up, with what they say.
var lineCases = []struct{ name, line, want string }{
	{
		"combined",
		`203.0.113.9 - ann [22/Nov/2026:10:00:00 +0100] "GET /a?b=c HTTP/1.1" 200 2 "https://shop.example/" "curl/8.11.0"`,
		`time=2026-11-22T09:00:00Z method=GET target=/a?b=c query=b=c protocol=HTTP/1.1 address=203.0.113.9 agent=curl/8.11.0 referer=https://shop.example/ user=ann status=200`,
	},
	{
		"combined with trailing fields",
		`203.0.113.9 - - [22/Nov/2026:10:00:00 +0000] "POST /a HTTP/2.0" 401 2 "-" "-" "Bearer abc" "shop.example:8000" "198.51.100.7, 10.0.0.1"`,
		`time=2026-11-22T10:00:00Z method=POST target=/a protocol=HTTP/2.0 host=shop.example:8000 address=198.51.100.7 authorization=Bearer abc status=401`,
	},
	{
		"combined with named fields",
		`203.0.113.9 - - [22/Nov/2026:10:00:00 +0000] "GET / HTTP/1.1" 200 2 "-" "curl" auth="Token abc" cookie="a=b; c=d" rt=0.002 xff="2001:db8::1"`,
		`time=2026-11-22T10:00:00Z method=GET target=/ protocol=HTTP/1.1 address=2001:db8::1 agent=curl authorization=Token abc cookie=a=b; c=d status=200`,
	},
	{
		"combined with bare pairs",
		`203.0.113.9 - - [22/Nov/2026:10:00:00 +0000] "GET / HTTP/1.1" 200 2 "-" "curl" rt=0.002 request_id=r1 uct="0.000" host=shop.example`,
		`time=2026-11-22T10:00:00Z method=GET target=/ protocol=HTTP/1.1 host=shop.example address=203.0.113.9 agent=curl request=r1 status=200`,
	},
	{
		"forwarded",
		`{"method":"GET","path":"/a","user":"AnonymousUser","headers":{"Forwarded":"for=\"[2001:db8::1]:80\";proto=https, for=10.0.0.1"},"remote_addr":"10.0.0.2"}`,
		`method=GET target=/a address=2001:db8::1`,
	},
	{
		"gunicorn with a format of its own",
		`203.0.113.9 "GET /a HTTP/1.1" 200 0.002 "curl"`,
		`method=GET target=/a protocol=HTTP/1.1 address=203.0.113.9 agent=curl message=203.0.113.9 "GET /a HTTP/1.1" 200 0.002 "curl" status=200`,
	},
	{
		"virtual host first",
		`shop.example:443 203.0.113.9 - - [22/Nov/2026:10:00:00 +0000] "GET / HTTP/1.1" 200 2 "-" "say \"hi\""`,
		`time=2026-11-22T10:00:00Z method=GET target=/ protocol=HTTP/1.1 host=shop.example:443 address=203.0.113.9 agent=say \"hi\" status=200`,
	},
	{
		"gunicorn behind proxies",
		`198.51.100.7, 10.0.0.1 - - [22/Nov/2026:10:00:00 +0000] "GET / HTTP/1.0" 200 2 "-" "curl"`,
		`time=2026-11-22T10:00:00Z method=GET target=/ protocol=HTTP/1.0 address=198.51.100.7 agent=curl status=200`,
	},
	{
		"nginx JSON",
		`{"time":"2026-11-22T10:00:00+00:00","remote_addr":"203.0.113.9","method":"GET","uri":"/a?b=c","args":"b=c","status":200,"bytes":2,"referer":"","ua":"curl","xff":"198.51.100.7, 10.0.0.1","request_id":"r1","cookie":"a=b","authorization":"Bearer abc"}`,
		`time=2026-11-22T10:00:00Z method=GET target=/a?b=c query=b=c address=198.51.100.7 agent=curl authorization=Bearer abc cookie=a=b request=r1 status=200`,
	},
	{
		"caddy",
		`{"level":"info","ts":1795341600.5,"logger":"http.log.access","msg":"handled request","request":{"remote_ip":"203.0.113.9","remote_port":"1","proto":"HTTP/2.0","method":"GET","host":"shop.example","uri":"/a","headers":{"User-Agent":["curl"],"Authorization":["Bearer abc"],"Cookie":["a=b"]}},"bytes_read":0,"user_id":"","status":404,"resp_headers":{"Set-Cookie":["c=d"]}}`,
		`time=2026-11-22T10:00:00.5Z logger=http.log.access level=info method=GET target=/a protocol=HTTP/2.0 host=shop.example address=203.0.113.9 agent=curl authorization=Bearer abc cookie=a=b set-cookie=c=d message=handled request status=404`,
	},
	{
		"structlog JSON",
		`{"code": 200, "request": "GET /a?b=c", "event": "request_finished", "ip": "203.0.113.9", "request_id": "r1", "user_id": 7, "timestamp": "2026-11-22T10:00:00.123456Z", "logger": "django_structlog.middlewares.request", "level": "info"}`,
		`time=2026-11-22T10:00:00.123456Z logger=django_structlog.middlewares.request level=info method=GET target=/a?b=c query=b=c address=203.0.113.9 user=7 request=r1 message=request_finished status=200`,
	},
	{
		"python-json-logger",
		`{"asctime": "2026-11-22 10:00:00,123", "levelname": "INFO", "name": "django.server", "message": "\"GET /a HTTP/1.1\" 200 13", "module": "basehttp", "lineno": 213, "status_code": 200}`,
		`time=2026-11-22T10:00:00.123Z logger=django.server level=INFO method=GET target=/a protocol=HTTP/1.1 message=\"GET /a HTTP/1.1\" 200 13 status=200`,
	},
	{
		"django.request in JSON",
		`{"asctime": "2026-11-22 10:00:00,123", "levelname": "WARNING", "name": "django.request", "message": "Not Found: /a", "status_code": 404, "request": "<WSGIRequest: GET '/a?b=c'>"}`,
		`time=2026-11-22T10:00:00.123Z logger=django.request level=WARNING method=GET target=/a?b=c query=b=c message=Not Found: /a status=404`,
	},
	{
		"headers in JSON",
		`{"asctime": "2026-11-22 10:00:00,123", "levelname": "INFO", "name": "shop", "message": "context", "headers": {"Host": "shop.example", "User-Agent": "curl", "Authorization": "Bearer abc", "Cookie": "a=b"}, "path": "/a"}`,
		`time=2026-11-22T10:00:00.123Z logger=shop level=INFO target=/a host=shop.example agent=curl authorization=Bearer abc cookie=a=b message=context`,
	},
	{
		"uWSGI",
		`[pid: 1|app: 0|req: 1/1] 203.0.113.9 (ann) {28 vars in 517 bytes} [Sun Nov 22 10:00:00 2026] GET /a => generated 2 bytes in 2 msecs (HTTP/1.1 200) 5 headers in 168 bytes (1 switches on core 1)`,
		`time=2026-11-22T10:00:00Z method=GET target=/a protocol=HTTP/1.1 address=203.0.113.9 user=ann status=200`,
	},
	{
		"uvicorn",
		`INFO:     2001:db8::1:1234 - "GET /a HTTP/1.1" 200 OK`,
		`level=INFO method=GET target=/a protocol=HTTP/1.1 address=2001:db8::1 message=2001:db8::1:1234 - "GET /a HTTP/1.1" 200 OK status=200`,
	},
	{
		"runserver",
		`[22/Nov/2026 10:00:00] "GET /a HTTP/1.1" 200 104`,
		`time=2026-11-22T10:00:00Z method=GET target=/a protocol=HTTP/1.1 message="GET /a HTTP/1.1" 200 104 status=200`,
	},
	{
		"runserver in colour",
		"\x1b[33m[22/Nov/2026 10:00:00] \"GET /a HTTP/1.1\" 404 104\x1b[0m",
		`time=2026-11-22T10:00:00Z method=GET target=/a protocol=HTTP/1.1 message="GET /a HTTP/1.1" 404 104 status=404`,
	},
	{
		"gunicorn error log",
		`[2026-11-22 10:00:00 +0000] [21452] [DEBUG] POST /log/json`,
		`time=2026-11-22T10:00:00Z level=DEBUG method=POST target=/log/json message=POST /log/json`,
	},
	{
		"nginx error log",
		`2026/11/22 10:00:00 [error] 21#21: *2 open() "/srv/a" failed (2: No such file or directory), client: 203.0.113.9, server: , request: "GET /a HTTP/1.1", host: "shop.example", referrer: "https://shop.example/"`,
		`time=2026-11-22T10:00:00Z level=error method=GET target=/a protocol=HTTP/1.1 host=shop.example address=203.0.113.9 referer=https://shop.example/ message=21#21: *2 open() "/srv/a" failed (2: No such file or directory)`,
	},
	{
		"structlog key value",
		`timestamp='2026-11-22T10:00:00.123456Z' level='info' event='request_started' logger='shop' request='GET /a?b=c' user_agent='curl x' ip='203.0.113.9' request_id='r1' user_id=None`,
		`time=2026-11-22T10:00:00.123456Z logger=shop level=info method=GET target=/a?b=c query=b=c address=203.0.113.9 agent=curl x request=r1 message=request_started`,
	},
	{
		"structlog console",
		`2026-11-22T10:00:00.123456Z [info     ] user 42 logged out             [shop.views] ip=203.0.113.9 request_id=r1 user_id=42`,
		`time=2026-11-22T10:00:00.123456Z logger=shop.views level=info address=203.0.113.9 user=42 request=r1 message=user 42 logged out`,
	},
	{
		"structlog console in colour",
		"\x1b[2m2026-11-22T10:00:00.123456Z\x1b[0m [\x1b[32m\x1b[1minfo     \x1b[0m] \x1b[1mrequest_finished\x1b[0m [\x1b[34mshop\x1b[0m] \x1b[36mcode\x1b[0m=\x1b[35m200\x1b[0m \x1b[36mrequest\x1b[0m=\x1b[35m'GET /a'\x1b[0m",
		`time=2026-11-22T10:00:00.123456Z logger=shop level=info method=GET target=/a message=request_finished status=200`,
	},
	{
		"verbose",
		`INFO 2026-11-22 10:00:00,123 views 21452 139757607999168 user 42 logged out`,
		`time=2026-11-22T10:00:00.123Z logger=views level=INFO message=user 42 logged out`,
	},
	{
		"celery",
		`[2026-11-22 10:00:00,123: INFO/MainProcess] Task shop.tasks.a[r1] received`,
		`time=2026-11-22T10:00:00.123Z level=INFO message=Task shop.tasks.a[r1] received`,
	},
	{
		"basicConfig",
		`WARNING:django.request:Forbidden (CSRF token missing.): /a/`,
		`logger=django.request level=WARNING target=/a/ message=Forbidden (CSRF token missing.): /a/ status=403`,
	},
	{
		"time, logger, level",
		`2026-11-22 10:00:00,123 - shop.views - INFO - user 42 logged out`,
		`time=2026-11-22T10:00:00.123Z logger=shop.views level=INFO message=user 42 logged out`,
	},
	{
		"urllib3",
		`2026-11-22 10:00:00,123 urllib3.connectionpool DEBUG http://shop.example:80 "GET /a HTTP/1.1" 401 15`,
		`time=2026-11-22T10:00:00.123Z logger=urllib3.connectionpool level=DEBUG method=GET target=/a protocol=HTTP/1.1 scheme=http host=shop.example:80 message=http://shop.example:80 "GET /a HTTP/1.1" 401 15 status=401`,
	},
	{
		"container runtime",
		`2026-11-22T10:00:01.123456789Z stdout F 203.0.113.9 - - [22/Nov/2026:10:00:00 +0000] "GET / HTTP/1.1" 200 2 "-" "curl"`,
		`time=2026-11-22T10:00:00Z method=GET target=/ protocol=HTTP/1.1 address=203.0.113.9 agent=curl status=200`,
	},
	{
		"docker",
		`{"log":"203.0.113.9 - - [22/Nov/2026:10:00:00 +0000] \"GET / HTTP/1.1\" 200 2 \"-\" \"curl\"\n","stream":"stdout","time":"2026-11-22T10:00:01.1Z"}`,
		`time=2026-11-22T10:00:00Z method=GET target=/ protocol=HTTP/1.1 address=203.0.113.9 agent=curl status=200`,
	},
	{
		"syslog",
		`Nov 22 10:00:00 web1 gunicorn[12]: INFO:shop:user 42 logged out`,
		`time=2026-11-22T10:00:00Z logger=shop level=INFO message=user 42 logged out`,
	},
	{
		"load balancer",
		`https 2026-11-22T10:00:00.186641Z app/shop/50dc 203.0.113.9:2817 10.0.0.1:80 0.086 0.048 0.037 200 200 0 57 "GET https://shop.example:443/a?b=c HTTP/1.1" "curl" -`,
		`time=2026-11-22T10:00:00.186641Z method=GET target=https://shop.example:443/a?b=c query=b=c protocol=HTTP/1.1 scheme=https host=shop.example:443 address=203.0.113.9 agent=curl status=200`,
	},
	{
		"META in a message",
		`INFO 2026-11-22 10:00:00,123 views 21452 139757590222528 META {'REQUEST_METHOD': 'GET', 'PATH_INFO': '/a', 'QUERY_STRING': 'b=c', 'HTTP_HOST': 'shop.example', 'HTTP_USER_AGENT': 'curl', 'REMOTE_ADDR': '10.0.0.2', 'HTTP_X_FORWARDED_FOR': '198.51.100.7, 10.0.0.1', 'HTTP_AUTHORIZATION': 'Basic abc', 'HTTP_COOKIE': 'a=b'}`,
		`time=2026-11-22T10:00:00.123Z logger=views level=INFO method=GET target=/a query=b=c host=shop.example address=198.51.100.7 agent=curl authorization=Basic abc cookie=a=b message=META {'REQUEST_METHOD': 'GET', 'PATH_INFO': '/a', 'QUERY_STRING': 'b=c', 'HTTP_HOST': 'shop.example', 'HTTP_USER_AGENT': 'curl', 'REMOTE_ADDR': '10.0.0.2', 'HTTP_X_FORWARDED_FOR': '198.51.100.7, 10.0.0.1', 'HTTP_AUTHORIZATION': 'Basic abc', 'HTTP_COOKIE': 'a=b'}`,
	},
	{
		"ASGI scope",
		`DEBUG:    203.0.113.9 - ASGI [1] Started scope={'type': 'http', 'http_version': '1.1', 'method': 'GET', 'path': '/a', 'headers': [(b'host', b'shop.example'), (b'authorization', b'Bearer abc'), (b'cookie', b'a=b')]}`,
		`level=DEBUG method=GET target=/a host=shop.example authorization=Bearer abc cookie=a=b message=203.0.113.9 - ASGI [1] Started scope={'type': 'http', 'http_version': '1.1', 'method': 'GET', 'path': '/a', 'headers': [(b'host', b'shop.example'), (b'authorization', b'Bearer abc'), (b'cookie', b'a=b')]}`,
	},
	{
		"werkzeug",
		`203.0.113.9 - - [22/Nov/2026 10:00:00] "GET /a HTTP/1.1" 200 -`,
		`time=2026-11-22T10:00:00Z method=GET target=/a protocol=HTTP/1.1 address=203.0.113.9 status=200`,
	},
	{
		"werkzeug in colour",
		"203.0.113.9 - - [22/Nov/2026 10:00:00] \"\x1b[33mGET /a HTTP/1.1\x1b[0m\" 404 -",
		`time=2026-11-22T10:00:00Z method=GET target=/a protocol=HTTP/1.1 address=203.0.113.9 status=404`,
	},
	{
		"werkzeug through logging",
		`INFO:werkzeug:203.0.113.9 - - [22/Nov/2026 10:00:00] "GET /a HTTP/1.1" 200 -`,
		`time=2026-11-22T10:00:00Z logger=werkzeug level=INFO method=GET target=/a protocol=HTTP/1.1 address=203.0.113.9 status=200`,
	},
	{
		"daphne",
		`203.0.113.9:1234 - - [22/Nov/2026:10:00:00] "GET /a" 200 104`,
		`time=2026-11-22T10:00:00Z method=GET target=/a address=203.0.113.9 status=200`,
	},
	{
		"daphne as the development server",
		`HTTP GET /a?b=c 200 [0.02, 203.0.113.9:52000]`,
		`method=GET target=/a?b=c query=b=c address=203.0.113.9 message=HTTP GET /a?b=c 200 [0.02, 203.0.113.9:52000] status=200`,
	},
	{
		"hypercorn",
		`[2026-11-22 10:00:00 +0000] [1] [INFO] 203.0.113.9:1234 - - [22/Nov/2026:10:00:00 +0000] "GET /a 1.1" 200 2 "-" "curl"`,
		`time=2026-11-22T10:00:00Z level=INFO method=GET target=/a protocol=1.1 address=203.0.113.9 agent=curl status=200`,
	},
	{
		"uvicorn in colour",
		"\x1b[32mINFO\x1b[0m:     203.0.113.9:1234 - \"\x1b[1mGET /a HTTP/1.1\x1b[0m\" \x1b[32m200 OK\x1b[0m",
		"level=INFO method=GET target=/a protocol=HTTP/1.1 address=203.0.113.9 message=203.0.113.9:1234 - \"\x1b[1mGET /a HTTP/1.1\x1b[0m\" \x1b[32m200 OK status=200",
	},
	{
		"django.server with a name",
		`INFO 2026-11-22 10:00:00,123 django.server "GET /a HTTP/1.1" 200 104`,
		`time=2026-11-22T10:00:00.123Z logger=django.server level=INFO method=GET target=/a protocol=HTTP/1.1 message="GET /a HTTP/1.1" 200 104 status=200`,
	},
	{
		"httpx",
		`2026-11-22 10:00:00,123 [INFO] httpx: HTTP Request: GET https://shop.example/a?b=c "HTTP/1.1 200 OK"`,
		`time=2026-11-22T10:00:00.123Z logger=httpx level=INFO method=GET target=https://shop.example/a?b=c query=b=c protocol=HTTP/1.1 scheme=https host=shop.example message=HTTP Request: GET https://shop.example/a?b=c "HTTP/1.1 200 OK" status=200`,
	},
	{
		"GCP",
		`{"httpRequest":{"requestMethod":"GET","requestUrl":"https://shop.example/a?b=c","status":200,"userAgent":"curl","remoteIp":"203.0.113.9","referer":"https://x.example/","protocol":"HTTP/1.1"},"severity":"INFO","timestamp":"2026-11-22T10:00:00.5Z","jsonPayload":{"message":"hi"}}`,
		`time=2026-11-22T10:00:00.5Z level=INFO method=GET target=https://shop.example/a?b=c query=b=c protocol=HTTP/1.1 scheme=https host=shop.example address=203.0.113.9 agent=curl referer=https://x.example/ message=hi status=200`,
	},
	{
		"ECS nested",
		`{"@timestamp":"2026-11-22T10:00:00.000Z","http":{"request":{"method":"GET","referrer":"https://x.example/"},"response":{"status_code":200}},"url":{"path":"/a","query":"b=c","domain":"shop.example"},"client":{"ip":"203.0.113.9"},"user_agent":{"original":"curl"},"user":{"name":"ann"},"log":{"level":"info","logger":"shop"},"message":"hi"}`,
		`time=2026-11-22T10:00:00Z logger=shop level=info method=GET target=/a query=b=c host=shop.example address=203.0.113.9 agent=curl referer=https://x.example/ user=ann message=hi status=200`,
	},
	{
		"ECS with dots",
		`{"@timestamp":"2026-11-22T10:00:00.000Z","log.level":"info","log.logger":"shop","http.request.method":"GET","http.response.status_code":200,"url.path":"/a","url.query":"b=c","client.ip":"203.0.113.9","user_agent.original":"curl","user.id":"7"}`,
		`time=2026-11-22T10:00:00Z logger=shop level=info method=GET target=/a query=b=c address=203.0.113.9 agent=curl user=7 status=200`,
	},
	{
		"OpenTelemetry",
		`{"timestamp":"1795341600000000000","severityText":"INFO","attributes":{"http.method":"GET","http.target":"/a?b=c","http.status_code":200,"net.peer.ip":"203.0.113.9","http.user_agent":"curl","http.host":"shop.example","http.scheme":"https","enduser.id":"ann"}}`,
		`time=2026-11-22T10:00:00Z level=INFO method=GET target=/a?b=c query=b=c scheme=https host=shop.example address=203.0.113.9 agent=curl user=ann status=200`,
	},
	{
		"nested request and response",
		`{"time":1795341600,"request":{"method":"GET","path":"/a","user":"ann","headers":{"HTTP_AUTHORIZATION":"Bearer abc","X-Forwarded-Proto":"https","X-Request-ID":"r1"}},"response":{"status_code":403,"headers":[["Set-Cookie","a=b"],["Set-Cookie","c=d"]]}}`,
		`time=2026-11-22T10:00:00Z method=GET target=/a scheme=https authorization=Bearer abc set-cookie=a=b user=ann request=r1 status=403`,
	},
	{
		"logfmt",
		`time=2026-11-22T10:00:00Z level=info msg="user 42 logged out" method=GET path=/a?b=c status=200 remote_addr=203.0.113.9 user_agent="curl x" referer= user_id=42`,
		`time=2026-11-22T10:00:00Z level=info method=GET target=/a?b=c query=b=c address=203.0.113.9 agent=curl x user=42 message=user 42 logged out status=200`,
	},
	{
		"structlog logfmt",
		`timestamp=2026-11-22T10:00:00.123456Z level=info event="user 42 logged out" logger=shop ip=203.0.113.9 user_id=`,
		`time=2026-11-22T10:00:00.123456Z logger=shop level=info address=203.0.113.9 message=user 42 logged out`,
	},
	{
		"CloudFront",
		"2026-11-22\t10:00:00\tLAX1\t392\t203.0.113.9\tGET\td111.cloudfront.net\t/a\t200\thttps://x.example/\tcurl\tb=c\ta=b\tHit\tid==\tshop.example\thttps\t23\t0.001\t-\tTLSv1.2\tX\tHit\tHTTP/2.0",
		`time=2026-11-22T10:00:00Z method=GET target=/a query=b=c scheme=https host=shop.example address=203.0.113.9 agent=curl referer=https://x.example/ cookie=a=b status=200`,
	},
	{
		"syslog with a version",
		`<13>1 2026-11-22T10:00:01.5Z web1 gunicorn 12 - - 203.0.113.9 - - [22/Nov/2026:10:00:00 +0000] "GET / HTTP/1.1" 200 2 "-" "curl"`,
		`time=2026-11-22T10:00:00Z method=GET target=/ protocol=HTTP/1.1 address=203.0.113.9 agent=curl status=200`,
	},
	{
		"compose",
		`web-1  | [22/Nov/2026 10:00:00] "GET /a HTTP/1.1" 200 104`,
		`time=2026-11-22T10:00:00Z method=GET target=/a protocol=HTTP/1.1 message="GET /a HTTP/1.1" 200 104 status=200`,
	},
	{
		"JSON in docker's JSON",
		`{"log":"{\"event\": \"token \\\"a\\\" revoked\", \"level\": \"info\", \"user_id\": 42}\n","stream":"stdout","time":"2026-11-22T10:00:01.1Z"}`,
		`time=2026-11-22T10:00:01.1Z level=info user=42 message=token \\\"a\\\" revoked`,
	},
	{
		"colour in docker's JSON",
		`{"log":"\u001b[32mINFO\u001b[0m 2026-11-22 10:00:00,123 shop.views token revoked\n","stream":"stderr","time":"2026-11-22T10:00:01.1Z"}`,
		`time=2026-11-22T10:00:00.123Z logger=shop.views level=INFO message=token revoked`,
	},
	{
		"JSON in a container runtime's line",
		`2026-11-22T10:00:01.123456789Z stderr F {"event": "bye", "level": "info"}`,
		`time=2026-11-22T10:00:01.123456789Z level=info message=bye`,
	},
	{
		"loguru",
		`2026-11-22 10:00:00.123 | INFO     | shop.views:logout:42 - user 42 logged out`,
		`time=2026-11-22T10:00:00.123Z logger=shop.views level=INFO message=user 42 logged out`,
	},
	{
		"brackets",
		`[2026-11-22 10:00:00,123] [INFO] [shop.views] user 42 logged out`,
		`time=2026-11-22T10:00:00.123Z logger=shop.views level=INFO message=user 42 logged out`,
	},
	{
		"bracketed with colon",
		`[2026-11-22 10:00:00,123] INFO in views: user 42 logged out`,
		`time=2026-11-22T10:00:00.123Z logger=views level=INFO message=user 42 logged out`,
	},
	{
		"a line that says nothing",
		`  File "/srv/shop/views.py", line 7, in get`,
		`message=File "/srv/shop/views.py", line 7, in get`,
	},
	{
		"header",
		`Authorization: Bearer abc`,
		`authorization=Bearer abc`,
	},
	{
		"dict after a colon",
		`INFO 2026-11-22 10:00:00,123 shop.views headers: {'Authorization': 'Bearer abc', 'Cookie': 'a=b', 'status': '500'}`,
		`time=2026-11-22T10:00:00.123Z logger=shop.views level=INFO authorization=Bearer abc cookie=a=b message=headers: {'Authorization': 'Bearer abc', 'Cookie': 'a=b', 'status': '500'}`,
	},
	{
		"a record that is a dict",
		`INFO 2026-11-22 10:00:00,123 views 21452 139757590222528 {'user': {'email': 'ann@shop.example', 'id': 5}, 'event': 'user_logged_in', 'timestamp': '2026-11-22T10:00:00.123456Z', 'logger': 'shop.events', 'level': 'info'}`,
		`time=2026-11-22T10:00:00.123456Z logger=shop.events level=info user=5 message=user_logged_in`,
	},
	{
		"a name beside a level",
		`{"asctime": "2026-11-22 10:00:00,123", "levelname": "INFO", "name": "shop.views", "message": "bye"}`,
		`time=2026-11-22T10:00:00.123Z logger=shop.views level=INFO message=bye`,
	},
	{
		"a logger and a name",
		`{"name": "basket", "logger": "shop.views", "level": "info", "event": "bye"}`,
		`logger=shop.views level=info message=bye`,
	},
	{
		"the name of somebody",
		`{"event": "bye", "level": "info", "name": "Kim"}`,
		`level=info message=bye`,
	},
	{
		"a name without a level",
		`{"name": "sessionid", "value": "a"}`,
		``,
	},
	{
		"a name in markup",
		`INFO <input type="hidden" name="csrfmiddlewaretoken" value="a">`,
		`level=INFO message=<input type="hidden" name="csrfmiddlewaretoken" value="a">`,
	},
	{
		"structlog's console, an event with a colon",
		`2026-11-22T10:00:00.123456Z [info     ] recipients: two, sent [shop.views] user_id=7`,
		`time=2026-11-22T10:00:00.123456Z logger=shop.views level=info user=7 message=recipients: two, sent`,
	},
}
