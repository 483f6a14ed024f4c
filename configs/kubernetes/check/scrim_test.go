package check

import (
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	corev1 "k8s.io/api/core/v1"
)

// main is the folder of scrim's own module.
const main = "../../.."

func build(t *testing.T) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "scrim")
	cmd := exec.Command("go", "build", "-o", path, "./cmd/scrim")
	cmd.Dir, cmd.Env = main, append(os.Environ(), "CGO_ENABLED=0")
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("go build: %v\n%s", err, out)
	}
	return path
}

// pod is the container that runs scrim, with what is mounted into it.
type pod struct {
	container corev1.Container
	grace     time.Duration
	files     map[string]string // by their paths in the container
	mounts    []string
}

func (m manifest) pods(t *testing.T) (all []pod) {
	t.Helper()
	o := m.objects(t)
	for _, d := range o.deployments {
		spec := d.Spec.Template.Spec
		for _, c := range slices.Concat(spec.InitContainers, spec.Containers) {
			if c.Name != "scrim" {
				continue
			}
			p := pod{container: c, grace: time.Duration(*spec.TerminationGracePeriodSeconds) * time.Second, files: map[string]string{}}
			for _, mount := range c.VolumeMounts {
				p.mounts = append(p.mounts, mount.MountPath)
				for name, text := range o.volume(spec.Volumes, mount.Name) {
					p.files[mount.MountPath+"/"+name] = text
				}
			}
			all = append(all, p)
		}
	}
	if len(all) == 0 {
		t.Fatalf("%s: no container is scrim", m.path)
	}
	return all
}

// volume is what a volume of a ConfigMap or a Secret holds.
func (o objects) volume(volumes []corev1.Volume, name string) map[string]string {
	for _, v := range volumes {
		switch {
		case v.Name != name:
		case v.ConfigMap != nil:
			return o.configMaps[v.ConfigMap.Name].Data
		case v.Secret != nil:
			return o.secrets[v.Secret.SecretName].StringData
		}
	}
	return nil
}

// path is a file of the container as the configuration writes it.
var path = regexp.MustCompile(`"(/[^"*]+)/[^"/]*"`)

var shutdown = regexp.MustCompile(`(?m)^shutdown_timeout = "(.+)"$`)

// TestScrimTakesTheConfigurations: the program reads the configuration from where
// the pod has it, and finds the keys that the pod mounts.
func TestScrimTakesTheConfigurations(t *testing.T) {
	scrim := build(t)
	for _, m := range manifests(t) {
		for _, p := range m.pods(t) {
			root := t.TempDir()
			at := slices.Index(p.container.Command, "-c")
			if at < 0 || p.container.Command[1] != "run" {
				t.Fatalf("%s: the command is %q", m.path, p.container.Command)
			}
			config := p.container.Command[at+1]
			text, ok := p.files[config]
			if !ok {
				t.Fatalf("%s: nothing is mounted at %s", m.path, config)
			}
			for name, content := range p.files {
				content = path.ReplaceAllStringFunc(content, func(s string) string { return `"` + root + s[1:] })
				write(t, root+name, content)
			}
			if out, err := exec.Command(scrim, "validate", "--quiet", "-c", root+config).CombinedOutput(); err != nil || len(out) > 0 {
				t.Errorf("%s: %v\n%s", m.path, err, out)
			}
			for _, found := range path.FindAllStringSubmatch(text, -1) {
				if !slices.ContainsFunc(p.mounts, func(mount string) bool {
					return found[0] == `"`+mount+`"` || strings.HasPrefix(found[1]+"/", mount+"/")
				}) {
					t.Errorf("%s: nothing is mounted for %s", m.path, found[0])
				}
			}
			timeout := shutdown.FindStringSubmatch(text)
			if timeout == nil {
				t.Fatalf("%s: no shutdown_timeout", m.path)
			}
			if d, err := time.ParseDuration(timeout[1]); err != nil || d >= p.grace {
				t.Errorf("%s: shutdown_timeout is %s, and the pod has %v", m.path, timeout[1], p.grace)
			}
		}
	}
}

func write(t *testing.T, path, text string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}
