package logline

// requestCases are requests as applications tell of them in their own words, made up, with what they say.
var requestCases = []struct{ name, line, want string }{
	{
		"status after an arrow",
		`[INFO] 2026-11-22 10:00:00 shop.requests: GET /a?b=c -> 200 (12ms) user=42 ip=203.0.113.9`,
		`time=2026-11-22T10:00:00Z logger=shop.requests level=INFO method=GET target=/a?b=c query=b=c address=203.0.113.9 user=42 message=GET /a?b=c -> 200 (12ms) user=42 ip=203.0.113.9 status=200`,
	},
	{
		"method and path, then pairs",
		`2026-11-22 10:00:00,123 INFO shop.requests POST /a 201 ip=203.0.113.9 host=shop.example ua="curl/8.5.0" auth="Bearer abc" set_cookie="a=b; Path=/; HttpOnly" 35ms`,
		`time=2026-11-22T10:00:00.123Z logger=shop.requests level=INFO method=POST target=/a host=shop.example address=203.0.113.9 agent=curl/8.5.0 authorization=Bearer abc set-cookie=a=b; Path=/; HttpOnly message=POST /a 201 ip=203.0.113.9 host=shop.example ua="curl/8.5.0" auth="Bearer abc" set_cookie="a=b; Path=/; HttpOnly" 35ms status=201`,
	},
	{
		"method in brackets",
		`2026-11-22T10:00:00Z INFO shop.http [42] [POST] /a - 201 - 12ms - 203.0.113.9`,
		`time=2026-11-22T10:00:00Z logger=shop.http level=INFO method=POST target=/a address=203.0.113.9 message=[POST] /a - 201 - 12ms - 203.0.113.9 status=201`,
	},
	{
		"status before the method",
		`2026-11-22 10:00:00.123 [INFO] shop.http - 200 GET /a (203.0.113.9) 12ms`,
		`time=2026-11-22T10:00:00.123Z logger=shop.http level=INFO method=GET target=/a address=203.0.113.9 message=200 GET /a (203.0.113.9) 12ms status=200`,
	},
	{
		"a URL that was asked for",
		`2026-11-22 10:00:00,123 INFO shop.http request GET https://shop.example/a?b=c => 200 OK [12 ms] [203.0.113.9] "Mozilla/5.0 (X11)" Bearer abcdefghijklmnop`,
		`time=2026-11-22T10:00:00.123Z logger=shop.http level=INFO method=GET target=https://shop.example/a?b=c query=b=c scheme=https host=shop.example address=203.0.113.9 agent=Mozilla/5.0 (X11) authorization=Bearer abcdefghijklmnop message=request GET https://shop.example/a?b=c => 200 OK [12 ms] [203.0.113.9] "Mozilla/5.0 (X11)" Bearer abcdefghijklmnop status=200`,
	},
	{
		"a sentence",
		`2026-11-22 10:00:00,123 INFO shop.http user 42 GET /a took 12ms and returned 200`,
		`time=2026-11-22T10:00:00.123Z logger=shop.http level=INFO method=GET target=/a user=42 message=user 42 GET /a took 12ms and returned 200 status=200`,
	},
	{
		"WSGIRequest in text",
		`2026-11-22 10:00:00,123 INFO shop.http <WSGIRequest: GET '/a?b=c'> 200 user=42`,
		`time=2026-11-22T10:00:00.123Z logger=shop.http level=INFO method=GET target=/a?b=c query=b=c user=42 message=<WSGIRequest: GET '/a?b=c'> 200 user=42 status=200`,
	},
	{
		"labels",
		`2026-11-22 10:00:00,123 | INFO | shop.http:log:12 | Method: GET | Path: /a | Status: 200 | User: 42 | User-Agent: Mozilla/5.0 (X11; Linux) Fire | IP: 203.0.113.9 | Set-Cookie: a=b; Path=/; Secure`,
		`time=2026-11-22T10:00:00.123Z logger=shop.http level=INFO method=GET target=/a address=203.0.113.9 agent=Mozilla/5.0 (X11; Linux) Fire set-cookie=a=b; Path=/; Secure user=42 message=Method: GET | Path: /a | Status: 200 | User: 42 | User-Agent: Mozilla/5.0 (X11; Linux) Fire | IP: 203.0.113.9 | Set-Cookie: a=b; Path=/; Secure status=200`,
	},
	{
		"labels with commas",
		`[2026-11-22 10:00:00,123] INFO [shop.http] Method: GET, Path: /a, Status: 200, User: 42, IP: 203.0.113.9, Authorization: Bearer abcdefg, Host: shop.example`,
		`time=2026-11-22T10:00:00.123Z logger=shop.http level=INFO method=GET target=/a host=shop.example address=203.0.113.9 authorization=Bearer abcdefg user=42 message=Method: GET, Path: /a, Status: 200, User: 42, IP: 203.0.113.9, Authorization: Bearer abcdefg, Host: shop.example status=200`,
	},
	{
		"values with spaces and no quotes",
		`2026-11-22 10:00:00,123 INFO shop.http method=GET path=/a status=200 user_agent=Mozilla/5.0 (X11; Linux) ip=203.0.113.9 authorization=Bearer abc.def cookie=a=b; c=d referer=https://shop.example/`,
		`time=2026-11-22T10:00:00.123Z logger=shop.http level=INFO method=GET target=/a address=203.0.113.9 agent=Mozilla/5.0 (X11; Linux) referer=https://shop.example/ authorization=Bearer abc.def cookie=a=b; c=d message=method=GET path=/a status=200 user_agent=Mozilla/5.0 (X11; Linux) ip=203.0.113.9 authorization=Bearer abc.def cookie=a=b; c=d referer=https://shop.example/ status=200`,
	},
	{
		"a quoted request, then pairs",
		`INFO 2026-11-22 10:00:00,123 shop.http "GET /a HTTP/1.1" 200 user=42 host=shop.example auth="Bearer abc" ua="curl/8"`,
		`time=2026-11-22T10:00:00.123Z logger=shop.http level=INFO method=GET target=/a protocol=HTTP/1.1 host=shop.example agent=curl/8 authorization=Bearer abc user=42 message="GET /a HTTP/1.1" 200 user=42 host=shop.example auth="Bearer abc" ua="curl/8" status=200`,
	},
	{
		"nested dicts after words",
		`INFO 2026-11-22 10:00:00,123 shop.http done {'request': {'method': 'GET', 'path': '/a', 'headers': {'Host': 'shop.example', 'Authorization': 'Bearer abc'}}, 'response': {'status_code': 201}}`,
		`time=2026-11-22T10:00:00.123Z logger=shop.http level=INFO method=GET target=/a host=shop.example authorization=Bearer abc message=done {'request': {'method': 'GET', 'path': '/a', 'headers': {'Host': 'shop.example', 'Authorization': 'Bearer abc'}}, 'response': {'status_code': 201}} status=201`,
	},
	{
		"META as repr",
		`INFO 2026-11-22 10:00:00,123 shop.http META={'REQUEST_METHOD': 'GET', 'PATH_INFO': '/a', 'QUERY_STRING': 'b=c', 'HTTP_AUTHORIZATION': 'Bearer abc', 'HTTP_HOST': 'shop.example', 'REMOTE_ADDR': '203.0.113.9'} status=200`,
		`time=2026-11-22T10:00:00.123Z logger=shop.http level=INFO method=GET target=/a query=b=c host=shop.example address=203.0.113.9 authorization=Bearer abc message=META={'REQUEST_METHOD': 'GET', 'PATH_INFO': '/a', 'QUERY_STRING': 'b=c', 'HTTP_AUTHORIZATION': 'Bearer abc', 'HTTP_HOST': 'shop.example', 'REMOTE_ADDR': '203.0.113.9'} status=200 status=200`,
	},
	{
		"QueryDict",
		`2026-11-22 10:00:00,123 INFO shop.http request {'method': 'GET', 'path': '/a', 'GET': <QueryDict: {'token': ['abc']}>, 'status': 200}`,
		`time=2026-11-22T10:00:00.123Z logger=shop.http level=INFO method=GET target=/a query={'token': ['abc']} message=request {'method': 'GET', 'path': '/a', 'GET': <QueryDict: {'token': ['abc']}>, 'status': 200} status=200`,
	},
	{
		"headers as a labelled dict",
		`2026-11-22 10:00:00,123 INFO shop.http GET /a 200 headers: {'Host': 'shop.example', 'Referer': 'https://shop.example/b'}`,
		`time=2026-11-22T10:00:00.123Z logger=shop.http level=INFO method=GET target=/a host=shop.example referer=https://shop.example/b message=GET /a 200 headers: {'Host': 'shop.example', 'Referer': 'https://shop.example/b'} status=200`,
	},
	{
		"a dict as repr in the message of a record",
		`{"asctime": "2026-11-22 10:00:00,123", "levelname": "INFO", "name": "shop", "message": "handled request {'method': 'GET', 'path': '/a', 'headers': {'Host': 'shop.example', 'Authorization': 'Bearer abc'}, 'remote_addr': '203.0.113.9', 'status': 200, 'set_cookie': ['a=\"b\"; Path=/']}"}`,
		`time=2026-11-22T10:00:00.123Z logger=shop level=INFO method=GET target=/a host=shop.example address=203.0.113.9 authorization=Bearer abc set-cookie=a=\"b\"; Path=/ message=handled request {'method': 'GET', 'path': '/a', 'headers': {'Host': 'shop.example', 'Authorization': 'Bearer abc'}, 'remote_addr': '203.0.113.9', 'status': 200, 'set_cookie': ['a=\"b\"; Path=/']} status=200`,
	},
	{
		"JSON in the message of a record",
		`{"time": "2026-11-22T10:00:00Z", "message": "{\"method\": \"GET\", \"path\": \"/a\", \"status\": 200, \"headers\": {\"Authorization\": \"Bearer abc\", \"User-Agent\": \"say \\\"hi\\\"\"}}"}`,
		`time=2026-11-22T10:00:00Z method=GET target=/a agent=say \\\"hi\\\" authorization=Bearer abc message={\"method\": \"GET\", \"path\": \"/a\", \"status\": 200, \"headers\": {\"Authorization\": \"Bearer abc\", \"User-Agent\": \"say \\\"hi\\\"\"}} status=200`,
	},
	{
		"text in the message of a record",
		`{"time": "2026-11-22T10:00:00Z", "message": "GET /a 200 ip=203.0.113.9 ua=\"curl/8\" auth=\"Bearer abc\""}`,
		`time=2026-11-22T10:00:00Z method=GET target=/a address=203.0.113.9 agent=curl/8 authorization=Bearer abc message=GET /a 200 ip=203.0.113.9 ua=\"curl/8\" auth=\"Bearer abc\" status=200`,
	},
	{
		"a dict in a string of a record",
		`{"time": "2026-11-22T10:00:00Z", "event": "request", "request": "{'method': 'GET', 'path': '/a', 'headers': {'Authorization': 'Bearer abc'}}", "status": 200}`,
		`time=2026-11-22T10:00:00Z method=GET target=/a authorization=Bearer abc message=request status=200`,
	},
	{
		"a method in a sentence is no request",
		`2026-11-22 10:00:00,123 WARNING shop.http cannot GET /a`,
		`time=2026-11-22T10:00:00.123Z logger=shop.http level=WARNING message=cannot GET /a`,
	},
	{
		"a dict with a path is no request",
		`2026-11-22 10:00:00,123 INFO shop.files stored {'path': '/a', 'status': 200, 'user': 42}`,
		`time=2026-11-22T10:00:00.123Z logger=shop.files level=INFO message=stored {'path': '/a', 'status': 200, 'user': 42}`,
	},
	{
		"unnamed fields of a combined line",
		`203.0.113.9 - - [22/Nov/2026:10:00:00 +0000] "GET /a HTTP/1.1" 200 2 "-" "curl/8.5.0" "Bearer abc" "localhost" "http" "a=b; Path=/; SameSite=Lax" 0.035`,
		`time=2026-11-22T10:00:00Z method=GET target=/a protocol=HTTP/1.1 scheme=http host=localhost address=203.0.113.9 agent=curl/8.5.0 authorization=Bearer abc set-cookie=a=b; Path=/; SameSite=Lax status=200`,
	},
	{
		"pairs without quotes after a combined line",
		`203.0.113.9 - - [22/Nov/2026:10:00:00 +0000] "GET /a HTTP/1.1" 200 2 host=localhost scheme=https`,
		`time=2026-11-22T10:00:00Z method=GET target=/a protocol=HTTP/1.1 scheme=https host=localhost address=203.0.113.9 status=200`,
	},
	{
		"Set-Cookie under a dotted name",
		`{"ts": 1795341600.5, "http.method": "POST", "http.target": "/a", "http.status_code": 200, "http.response.header.set_cookie": ["a=b; Path=/"]}`,
		`time=2026-11-22T10:00:00.5Z method=POST target=/a set-cookie=a=b; Path=/ status=200`,
	},
	{
		"an event that names a token",
		`{"time": "2026-11-22T10:00:00Z", "msg": "token revoked", "auth.jti": "f64b0da6", "auth.sub": "42"}`,
		`time=2026-11-22T10:00:00Z user=42 token=f64b0da6 message=token revoked`,
	},
}
