package check

import (
	"bytes"
	"slices"
	"strings"
	"testing"

	appsv1 "k8s.io/api/apps/v1"
	autoscalingv2 "k8s.io/api/autoscaling/v2"
	corev1 "k8s.io/api/core/v1"
	networkingv1 "k8s.io/api/networking/v1"
	policyv1 "k8s.io/api/policy/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/labels"
	"k8s.io/apimachinery/pkg/util/intstr"
	"k8s.io/pod-security-admission/api"
	"k8s.io/pod-security-admission/policy"
)

func TestTheServerTakesTheManifests(t *testing.T) {
	for _, m := range manifests(t) {
		for i, d := range m.documents {
			if err := create(d); err != nil {
				t.Errorf("%s, document %d: %v", m.path, i+1, err)
			}
		}
	}
}

// TestTheServerRefusesMistakes: the check above can fail.
func TestTheServerRefusesMistakes(t *testing.T) {
	for _, c := range []struct{ name, kind, right, wrong, says string }{
		{"an unknown field", "Deployment", "replicas:", "replica:", "unknown field"},
		{"a wrong type", "Deployment", "terminationGracePeriodSeconds: 60", "terminationGracePeriodSeconds: soon", "cannot unmarshal"},
		{"a volume that is not there", "Deployment", "{name: state, mountPath", "{name: estate, mountPath", "Not found"},
		{"a quantity", "Deployment", "memory: 128Mi", "memory: 128Mu", "unable to parse quantity's suffix"},
		{"a selector for other pods", "Deployment", "matchLabels: {app.kubernetes.io/name: shop}", "matchLabels: {app.kubernetes.io/name: ship}", "does not match template"},
		{"a restart policy", "Deployment", "restartPolicy: Always", "restartPolicy: Sometimes", "Unsupported value"},
	} {
		document := documentWith(t, c.kind, c.right)
		wrong := bytes.ReplaceAll(document, []byte(c.right), []byte(c.wrong))
		if err := create(wrong); err == nil || !strings.Contains(err.Error(), c.says) {
			t.Errorf("%s: the server says %v", c.name, err)
		}
	}
}

func documentWith(t *testing.T, kind, text string) []byte {
	t.Helper()
	for _, m := range manifests(t) {
		for _, d := range m.documents {
			if bytes.Contains(d, []byte("\nkind: "+kind+"\n")) && bytes.Contains(d, []byte(text)) {
				return d
			}
		}
	}
	t.Fatalf("no %s holds %q", kind, text)
	return nil
}

// TestPodsAreRestricted: a namespace with pod-security.kubernetes.io/enforce:
// restricted takes the pods.
func TestPodsAreRestricted(t *testing.T) {
	evaluator, err := policy.NewEvaluator(policy.DefaultChecks(), nil)
	if err != nil {
		t.Fatal(err)
	}
	restricted := api.LevelVersion{Level: api.LevelRestricted, Version: api.LatestVersion()}
	for _, m := range manifests(t) {
		for _, d := range m.objects(t).deployments {
			pod := d.Spec.Template
			for _, result := range evaluator.EvaluatePod(restricted, &pod.ObjectMeta, &pod.Spec) {
				if !result.Allowed {
					t.Errorf("%s: %s: %s", m.path, result.ForbiddenReason, result.ForbiddenDetail)
				}
			}
			for _, c := range slices.Concat(pod.Spec.InitContainers, pod.Spec.Containers) {
				if c.SecurityContext.ReadOnlyRootFilesystem == nil || !*c.SecurityContext.ReadOnlyRootFilesystem {
					t.Errorf("%s: the root of %s can be written", m.path, c.Name)
				}
				if c.Resources.Limits.Memory().IsZero() || c.Resources.Requests.Cpu().IsZero() {
					t.Errorf("%s: %s has no limit of memory, or asks for no CPU", m.path, c.Name)
				}
			}
		}
	}
}

// TestNamesAreThere: what the server does not check, since the other object may
// come later.
func TestNamesAreThere(t *testing.T) {
	for _, m := range manifests(t) {
		o := m.objects(t)
		for _, d := range o.deployments {
			for _, v := range d.Spec.Template.Spec.Volumes {
				if v.ConfigMap != nil && o.configMaps[v.ConfigMap.Name] == nil || v.Secret != nil && o.secrets[v.Secret.SecretName] == nil {
					t.Errorf("%s: there is nothing for the volume %s", m.path, v.Name)
				}
			}
			checkProbes(t, m, d)
		}
		for _, object := range o.all {
			switch it := object.(type) {
			case *autoscalingv2.HorizontalPodAutoscaler:
				ref := it.Spec.ScaleTargetRef
				if !slices.ContainsFunc(o.deployments, func(d *appsv1.Deployment) bool { return ref.Kind == "Deployment" && d.Name == ref.Name }) {
					t.Errorf("%s: there is no %s %s to scale", m.path, ref.Kind, ref.Name)
				}
			case *policyv1.PodDisruptionBudget:
				checkSelects(t, m, o, "PodDisruptionBudget", it.Spec.Selector)
			case *networkingv1.NetworkPolicy:
				checkSelects(t, m, o, "NetworkPolicy", &it.Spec.PodSelector)
			}
		}
	}
}

func checkSelects(t *testing.T, m manifest, o objects, kind string, s *metav1.LabelSelector) {
	t.Helper()
	selector, err := metav1.LabelSelectorAsSelector(s)
	if err != nil {
		t.Fatal(err)
	}
	if !slices.ContainsFunc(o.deployments, func(d *appsv1.Deployment) bool { return selector.Matches(labels.Set(d.Spec.Template.Labels)) }) {
		t.Errorf("%s: the %s selects no pod", m.path, kind)
	}
}

func checkProbes(t *testing.T, m manifest, d *appsv1.Deployment) {
	t.Helper()
	for _, c := range slices.Concat(d.Spec.Template.Spec.InitContainers, d.Spec.Template.Spec.Containers) {
		for _, p := range []*corev1.Probe{c.StartupProbe, c.ReadinessProbe, c.LivenessProbe} {
			if p == nil {
				continue
			}
			var port intstr.IntOrString
			if p.HTTPGet != nil {
				port = p.HTTPGet.Port
			} else {
				port = p.TCPSocket.Port
			}
			if !slices.ContainsFunc(c.Ports, func(c corev1.ContainerPort) bool { return c.Name == port.StrVal }) {
				t.Errorf("%s: %s has no port %s", m.path, c.Name, port.String())
			}
		}
	}
}
