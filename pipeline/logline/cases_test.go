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
}
