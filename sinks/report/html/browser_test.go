package html

import (
	"bytes"
	"context"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"
)

// browserPatience is how long a browser may take that has other things to do.
const browserPatience = 2 * time.Minute

// What Chromium calls the reader's colour schemes.
var schemes = map[string]struct {
	setting string
	palette palette
}{"light": {"1", light}, "dark": {"0", dark}}

func chromium(t *testing.T) string {
	t.Helper()
	if testing.Short() {
		t.Skip("a browser takes seconds")
	}
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome"} {
		if path, err := exec.LookPath(name); err == nil {
			return path
		}
	}
	t.Skip("no Chromium here")
	return ""
}

// site serves pages to the browser and keeps what it was asked for.
type site struct {
	*httptest.Server
	mu    sync.Mutex
	asked []string
}

func serve(t *testing.T, pages map[string][]byte) *site {
	s := &site{}
	s.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		s.mu.Lock()
		s.asked = append(s.asked, r.URL.Path)
		s.mu.Unlock()
		page, ok := pages[r.URL.Path]
		if !ok {
			http.NotFound(w, r)
			return
		}
		w.Header().Set("Content-Type", "text/html")
		w.Write(page)
	}))
	t.Cleanup(s.Close)
	return s
}

// look opens a page and returns what Chromium prints, and what the page has said
// to the console.
func look(t *testing.T, scheme, url string, arguments ...string) (out []byte, console []string) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), browserPatience)
	defer cancel()
	arguments = append(arguments, "--headless", "--disable-gpu", "--hide-scrollbars", "--enable-logging=stderr", "--v=0",
		"--user-data-dir="+profile(t), "--blink-settings=preferredColorScheme="+schemes[scheme].setting)
	if os.Geteuid() == 0 {
		// Chromium's sandbox does not work for root, whom containers run as.
		arguments = append(arguments, "--no-sandbox")
	}
	cmd := exec.CommandContext(ctx, chromium(t), append(arguments, url)...)
	// Its own processes may outlive it and hold the pipe.
	cmd.WaitDelay = browserPatience
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("chromium: %v\n%s", err, stderr.Bytes())
	}
	for line := range strings.Lines(stderr.String()) {
		if strings.Contains(line, ":CONSOLE") {
			console = append(console, line)
		}
	}
	return out, console
}

// profile is a folder of a browser. A process of the browser's that ends late may
// still write there, which is why it is no t.TempDir.
func profile(t *testing.T) string {
	t.Helper()
	dir, err := os.MkdirTemp("", "chromium")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.RemoveAll(dir) })
	return dir
}

// shot is a picture of a page.
func shot(t *testing.T, scheme, url string, width, height int) image.Image {
	t.Helper()
	path := filepath.Join(t.TempDir(), "page.png")
	if _, console := look(t, scheme, url, "--screenshot="+path, fmt.Sprintf("--window-size=%d,%d", width, height)); console != nil {
		t.Errorf("the page has said to the console: %s", console)
	}
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	picture, err := png.Decode(f)
	if err != nil {
		t.Fatal(err)
	}
	return picture
}

func colourOf(t *testing.T, hex string) color.RGBA {
	t.Helper()
	n, err := strconv.ParseUint(strings.TrimPrefix(hex, "#"), 16, 32)
	if err != nil {
		t.Fatal(err)
	}
	return color.RGBA{uint8(n >> 16), uint8(n >> 8), uint8(n), 0xff}
}

// pixels counts the points of a colour.
func pixels(picture image.Image, c color.RGBA) (n int) {
	for y := picture.Bounds().Min.Y; y < picture.Bounds().Max.Y; y++ {
		for x := picture.Bounds().Min.X; x < picture.Bounds().Max.X; x++ {
			if color.RGBAModel.Convert(picture.At(x, y)) == c {
				n++
			}
		}
	}
	return n
}

// TestChromiumShowsThePage: in both colour schemes, with its colours, without a
// word on the console, and asking for nothing but the page.
func TestChromiumShowsThePage(t *testing.T) {
	const width, height = 1280, 2400
	for name, scheme := range schemes {
		t.Run(name, func(t *testing.T) {
			s := serve(t, map[string][]byte{"/report.html": written(t, sample())})
			picture := shot(t, name, s.URL+"/report.html", width, height)
			if size := picture.Bounds().Size(); size != image.Pt(width, height) {
				t.Fatalf("the picture has %v", size)
			}
			if n := pixels(picture, colourOf(t, scheme.palette.paper)); n < width*height/2 {
				t.Errorf("%d points have the colour of the paper", n)
			}
			for _, c := range []string{scheme.palette.ink, scheme.palette.critical, scheme.palette.high, scheme.palette.medium, scheme.palette.low} {
				if n := pixels(picture, colourOf(t, c)); n < 100 {
					t.Errorf("%d points have the colour %s", n, c)
				}
			}
			if !slices.Equal(s.asked, []string{"/report.html"}) {
				t.Errorf("the browser has asked for %v", s.asked)
			}
		})
	}
}

func TestChromiumReadsThePage(t *testing.T) {
	s := serve(t, map[string][]byte{"/report.html": written(t, sample()), "/hostile.html": written(t, filled(strings.Join(hostile[:8], " ")))})
	out, console := look(t, "light", s.URL+"/report.html", "--dump-dom")
	page := text(parsed(t, out).root)
	for _, want := range []string{
		"412 secrets and items of personal data leaked 12,300 times in 19 files", "CWE-522 Insufficiently Protected Credentials",
		"What to change", "SESSION_COOKIE_SECURE = True", "class MaskingFormatter", "GET /api/orders/<id>/",
	} {
		if !strings.Contains(page, want) {
			t.Errorf("the browser does not show %q", want)
		}
	}
	_, more := look(t, "light", s.URL+"/hostile.html", "--dump-dom")
	if console = append(console, more...); console != nil {
		t.Errorf("the page has said to the console: %s", console)
	}
	if slices.Contains(s.asked, "/x") || len(s.asked) != 2 {
		t.Errorf("the browser has asked for %v", s.asked)
	}
}

// TestChromiumWouldComplain: what the tests above look for is there where a page
// has it.
func TestChromiumWouldComplain(t *testing.T) {
	page := bytes.Replace(written(t, sample()), []byte("</body>"), []byte(`<script>alert(1)</script><img src="/x.png"></body>`), 1)
	s := serve(t, map[string][]byte{"/report.html": page, "/fetching.html": []byte(`<img src="/x.png">`)})
	if _, console := look(t, "light", s.URL+"/report.html", "--dump-dom"); len(console) != 2 {
		t.Errorf("of a script and a picture the policy has let pass something: %s", console)
	}
	if look(t, "light", s.URL+"/fetching.html", "--dump-dom"); !slices.Contains(s.asked, "/x.png") {
		t.Errorf("the browser has asked for %v", s.asked)
	}
}

// measure asks the browser how wide the page is in frames of some widths: headless
// windows have a least width, frames do not.
const measure = `<!doctype html><title>width</title><script>
function measure(frame) {
	const page = frame.contentDocument.documentElement
	document.title += ' ' + page.scrollWidth + '/' + page.clientWidth
}
</script>`

func TestPageFitsAPhone(t *testing.T) {
	widths := []int{320, 390, 768}
	frames := []byte(measure)
	for _, width := range widths {
		frames = fmt.Appendf(frames, `<iframe src="/report.html" width="%d" height="900" onload="measure(this)"></iframe>`, width)
	}
	for name, page := range map[string][]byte{"sample": written(t, sample()), "long names": written(t, filled(strings.Repeat("W", 500)))} {
		s := serve(t, map[string][]byte{"/report.html": page, "/": frames})
		out, _ := look(t, "dark", s.URL+"/", "--dump-dom")
		measured := regexp.MustCompile(`(\d+)/(\d+)`).FindAllSubmatch(regexp.MustCompile(`<title>.*</title>`).Find(out), -1)
		if len(measured) != len(widths) {
			t.Fatalf("%s: the browser has measured %q", name, measured)
		}
		for _, m := range measured {
			if !bytes.Equal(m[1], m[2]) {
				t.Errorf("%s: a page that is %s wide needs %s", name, m[2], m[1])
			}
		}
	}
}
