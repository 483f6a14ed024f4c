package example

// HostileNames are names of files that somebody may have chosen to break what
// reads a report.
var HostileNames = []string{
	"logs/app.log", "/var/log/app.log", "C:\\logs\\app.log", "../app.log", "./a//b/../c.log", "", ".", "-", "a:b", "a b", "http://h/x",
	"a\nb", "a\r\nb", "\x1b[31mred\x1b[0m", "\x00", "\xff\xfe", "a\xc3", "\"", "\\", "\\\"", "</script>", "{0}", "[link](http://h)",
	"%2e%2e%2f", "100%", "a?b#c", "\u2028", "\u0085", "\u202e", "\ufffd", "\U0001f511", "日本語.log", "*", "//host/share", "~", "$(id)", "`id`", "a,b;c",
}
