package detectors

import (
	"strings"
	"testing"
)

// TestKeyNames: names are compared as words, in any style.
func TestKeyNames(t *testing.T) {
	e := mustNew(t, Options{})
	promises := func(kind KindID, names ...string) {
		t.Helper()
		for _, name := range names {
			if got := e.keys.find([]byte(name)); !got.known || got.kind != kind {
				t.Errorf("%s: %+v, want %s", name, got, e.kinds[kind].Name)
			}
		}
	}
	promises(kindToken, "token", "accessToken", "ACCESS_TOKEN", "X-Access-Token", "access-token", "oauth.access.token", "authtoken",
		"token2", "refresh_token", "client_secret", "SECRET_KEY", "AWS_SECRET_ACCESS_KEY",
		"Authorization", "HTTP_AUTHORIZATION", "Proxy-Authorization", "DJANGO_SECRET_KEY", "reset_code")
	promises(kindAPIKey, "APIKey", "apiKey", "X-Api-Key", "api_key", "HTTP_X_API_KEY", "subscription-key")
	promises(kindPassword, "password", "Password", "PGPASSWORD", "password1", "new_password2", "form-0-password", "userpassword", "db_pass", "passwd", "pwd", "pin")
	promises(kindJWT, "id_token", "idToken", "jwt", "client_assertion")
	promises(kindCookie, "sessionid", "csrftoken", "csrfmiddlewaretoken", "Cookie", "HTTP_COOKIE", "Set-Cookie", "PHPSESSID", "connect.sid")
	promises(kindSignature, "signature", "sig", "X-Hub-Signature", "X-Amz-Signature", "hmac")
	promises(kindPhone, "phone", "phone_number", "phoneNumber", "mobile", "msisdn", "userPhone", "fax")
	for _, name := range []string{
		"author", "authors", "authority", "token_type", "tokenType", "tokenizer", "tokens_per_second", "keyboard", "keys_pressed", "monkey",
		"passenger", "passive", "compass", "bypass", "secretary", "is_authenticated", "authenticated", "phonetic", "microphones_used",
		"session_length", "cookies_enabled", "signature_version", "emailed", "x", "", "-", "_", "[]", "12", "spinner", "pins", "codec",
		strings.Repeat("a", maxKey),
	} {
		if got := e.keys.find([]byte(name)); got.known && got.flags&(keyMemberName|keyMemberValue) == 0 {
			t.Errorf("%q: %+v, want nothing", name, got)
		}
	}
}

// TestKeysInPlaces: what is read as the key of a value.
func TestKeysInPlaces(t *testing.T) {
	s := mustNew(t, Options{}).NewScanner()
	const value = "0a1b2c3d4e5f60718293"
	masks := func(before, after string) {
		t.Helper()
		got := string(s.AppendRedact(nil, []byte(before+value+after)))
		if !strings.HasPrefix(got, before) || !strings.HasSuffix(got, after) || strings.Contains(got, value) {
			t.Errorf("%s…%s became %s", before, after, got)
		}
	}
	keeps := func(before, after string) {
		t.Helper()
		if got := string(s.AppendRedact(nil, []byte(before+value+after))); got != before+value+after {
			t.Errorf("%s…%s became %s", before, after, got)
		}
	}
	masks("token=", "")
	masks("token: ", "")
	masks("token = '", "'")
	masks("token:=", "")
	masks("token=>", "")
	masks("'token' => '", "'")
	masks("user[password]=", "&a=1")
	masks("user['password'] = '", "'")
	masks("user%5Bpassword%5D=", "&a=1")
	masks("user[address][pin]=", "&a=1")
	masks("form-0-password=", "&form-1-name=x")
	masks("%26token%3D", "%26b%3D2")
	masks(`\ntoken=`, `\n`)
	masks("&amp;token=", "&amp;b=2")
	masks("?a=1;token=", ";b=2")
	masks("\x1b[1;36mtoken\x1b[0m=", " x")
	masks("{token=", ", b=2}")
	masks("(token='", "', b=2)")
	keeps("token==", "")
	keeps("tokenizer=", "")
	keeps("author=", "")
	keeps("token_type=", "")
	keeps("token::", "")
	keeps("x", "=token")
}
