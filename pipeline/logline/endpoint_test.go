package logline

import (
	"bytes"
	"strings"
	"testing"
)

func TestAppendEndpoint(t *testing.T) {
	for _, c := range []struct{ method, target, want string }{
		{"GET", "/api/users/42/orders/c02ee692-8e0a-444e-8d20-f0a1efa0b85d?token=abc#x", "GET /api/users/{id}/orders/{uuid}"},
		{"POST", "https://shop.example:443/api/v2/items/", "POST /api/v2/items/"},
		{"GET", "https://shop.example?next=/a", "GET /"},
		{"GET", "/", "GET /"},
		{"GET", "", "GET /"},
		{"", "/a", "/a"},
		{"OPTIONS", "*", "OPTIONS *"},
		{"CONNECT", "shop.example:443", "CONNECT {text}"},
		{"get /secret", "/a", "/a"},
		{"HUNTERSECRET", "/a", "/a"},
		{"PROPFIND", "/a", "PROPFIND /a"},
		{"GET", "/files/e243f2b78801a04772dc3e4c52f65e93ece0e99b/diff", "GET /files/{hex}/diff"},
		{"GET", "/static/js/app.82519460.js", "GET /static/js/app.{hex}.js"},
		{"GET", "/static/img/logo@2x.png", "GET /static/img/logo@2x.png"},
		{"GET", "/@vite/client", "GET /@vite/client"},
		{"GET", "/@fs/node_modules/@babel/core/index.js", "GET /@fs/node_modules/@babel/core/index.js"},
		{"GET", "/@ann/posts", "GET /{name}/posts"},
		{"GET", "/~ann/", "GET /{name}/"},
		{"GET", "/blog/2026-11-22/release-1.2.3/", "GET /blog/{date}/release-1.2.3/"},
		{"GET", "/archive/2026/11/22/", "GET /archive/{id}/{id}/{id}/"},
		{"GET", "/order-12345/print", "GET /order-{id}/print"},
		{"GET", "/products/978-3-16-215793-3", "GET /products/{id}"},
		{"GET", "/reset/MQ/difcb8-f90cddba5c36dfa1f9913e63674e5b72/", "GET /reset/{token}/{token}/"},
		{"GET", "/accounts/reset/done/", "GET /accounts/reset/done/"},
		{"GET", "/accounts/login/", "GET /accounts/login/"},
		{"GET", "/users/ann.smith/orders", "GET /users/{name}/orders"},
		{"GET", "/users/me/orders", "GET /users/me/orders"},
		{"GET", "/by/ann.smith@shop.example", "GET /by/{email}"},
		{"GET", "/by/ann.smith%40shop.example", "GET /by/{email}"},
		{"GET", "/page/wa/%28414%29%20987-2461", "GET /page/wa/{text}"},
		{"GET", "/tel/+15551234567", "GET /tel/{id}"},
		{"GET", "/net/10.2.80.48:8080", "GET /net/{ip}"},
		{"GET", "/hook/[FILTERED_TOKEN]/x", "GET /hook/{token}/x"},
		{"GET", "/hook/****************", "GET /hook/{token}"},
		{"GET", "/bot123456:AAF" + strings.Repeat("x9", 12) + "/send", "GET /{token}/send"},
		{"GET", "/s/" + strings.Repeat("xY3", 5), "GET /s/{token}"},
		{"GET", "/s/" + strings.Repeat("qwertz", 5), "GET /s/{token}"},
		{"GET", "/s/eyJhbGciOiJub25lIn0.e30.", "GET /s/{token}"},
		{"GET", "/a/../../etc/passwd", "GET /a/../../etc/passwd"},
		{"GET", "/a/%2e%2e/%2E%2e%2fetc%252fpasswd", "GET /a/../../etc/passwd"},
		{"GET", "/a;jsessionid=abc/b", "GET /a/b"},
		{"GET", "/caf\xc3\xa9/b", "GET /{text}/b"},
		{"GET", "/how-to-write-a-readable-log-line/", "GET /how-to-write-a-readable-log-line/"},
		{"GET", "/a%", "GET /{text}"},
		{"GET", strings.Repeat("/segment", 40), "GET " + strings.Repeat("/segment", 13) + "/{more}"},
		{"GET", "//x", "GET //x"},
	} {
		got := AppendEndpoint([]byte("> "), []byte(c.method), []byte(c.target))
		if string(got) != "> "+c.want {
			t.Errorf("%s %s: got %s, want %s", c.method, c.target, got[2:], c.want)
		}
	}
}

// TestAppendEndpointShowsNothingHidden, whatever the hidden part looks like.
func TestAppendEndpointShowsNothingHidden(t *testing.T) {
	for _, c := range []struct{ target, part, want string }{
		{"/projects/acme/list", "acme", "/projects/{token}/list"},
		{"/projects/x-acme.js", "acme", "/projects/{token}"},
		{"/by/ann@shop.example/x", "ann@shop.example", "/by/{email}/x"},
		{"/by/ann@2x.png", "ann", "/by/{email}"},
		{"/a/pa/ss/b", "pa/ss", "/a/{token}/{token}/b"},
		{"/a/%2e%2e/b", "%2e%2e", "/a/{token}/b"},
		{"/a?next=/acme", "?next=/acme", "/a"},
		{"https://u:pa/ss@shop.example/a", "pa/ss", "/{email}/a"},
	} {
		target := []byte(c.target)
		at := strings.Index(c.target, c.part)
		Hide(target[at : at+len(c.part)])
		if got := string(AppendEndpoint(nil, nil, target)); got != c.want {
			t.Errorf("%s without %s: got %s, want %s", c.target, c.part, got, c.want)
		}
	}
}

func TestAppendEndpointAllocatesNothing(t *testing.T) {
	dst, method, target := make([]byte, 0, 2*maxEndpoint), []byte("GET"), []byte("/api/users/42/orders/%2e%2e/x?y")
	if n := testing.AllocsPerRun(100, func() { AppendEndpoint(dst, method, target) }); n != 0 {
		t.Errorf("%v allocations", n)
	}
}

// FuzzEndpoint tells that an endpoint is short and readable, whatever was asked for.
func FuzzEndpoint(f *testing.F) {
	f.Add([]byte("GET"), []byte("/a/%2e%2e/b@c?d"))
	f.Fuzz(func(t *testing.T, method, target []byte) {
		got := AppendEndpoint(nil, method, target)
		if len(got) > maxEndpoint {
			t.Errorf("%d bytes: %s", len(got), got)
		}
		for _, c := range got {
			if c < ' ' || c > '~' {
				t.Errorf("%q has %q", got, c)
			}
		}
		if bytes.ContainsAny(got, `?#%"'\`) {
			t.Errorf("%q is not readable", got)
		}
	})
}

func BenchmarkAppendEndpoint(b *testing.B) {
	dst, method, target := make([]byte, 0, 2*maxEndpoint), []byte("GET"), []byte("/api/users/42/orders/c02ee692-8e0a-444e-8d20-f0a1efa0b85d?token=abc")
	for b.Loop() {
		AppendEndpoint(dst, method, target)
	}
}
