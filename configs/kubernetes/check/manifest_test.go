package check

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"testing"

	appsv1 "k8s.io/api/apps/v1"
	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/api/meta"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/runtime/serializer"
	"k8s.io/apimachinery/pkg/util/yaml"
	"k8s.io/apiserver/pkg/endpoints/request"
	"k8s.io/apiserver/pkg/registry/rest"
	"k8s.io/kubernetes/pkg/api/legacyscheme"
	_ "k8s.io/kubernetes/pkg/apis/apps/install"
	_ "k8s.io/kubernetes/pkg/apis/autoscaling/install"
	_ "k8s.io/kubernetes/pkg/apis/core/install"
	_ "k8s.io/kubernetes/pkg/apis/networking/install"
	_ "k8s.io/kubernetes/pkg/apis/policy/install"
	"k8s.io/kubernetes/pkg/registry/apps/deployment"
	"k8s.io/kubernetes/pkg/registry/autoscaling/horizontalpodautoscaler"
	"k8s.io/kubernetes/pkg/registry/core/configmap"
	"k8s.io/kubernetes/pkg/registry/core/secret"
	"k8s.io/kubernetes/pkg/registry/networking/networkpolicy"
	"k8s.io/kubernetes/pkg/registry/policy/poddisruptionbudget"
)

// strategies are what the API server does with an object that is new.
var strategies = map[string]rest.RESTCreateStrategy{
	"ConfigMap":               configmap.Strategy,
	"Secret":                  secret.Strategy,
	"Deployment":              deployment.Strategy,
	"HorizontalPodAutoscaler": horizontalpodautoscaler.Strategy,
	"PodDisruptionBudget":     poddisruptionbudget.Strategy,
	"NetworkPolicy":           networkpolicy.Strategy,
}

// codecs decode strictly: an unknown field is an error, and so is one that comes
// twice.
var codecs = serializer.NewCodecFactory(legacyscheme.Scheme, serializer.EnableStrict)

// create is what the API server does until it would store the object.
func create(document []byte) error {
	object, kind, err := codecs.UniversalDecoder().Decode(document, nil, nil)
	if err != nil {
		return err
	}
	strategy := strategies[kind.Kind]
	if strategy == nil {
		return fmt.Errorf("nobody here knows what the API server does with a %s", kind.Kind)
	}
	meta, err := meta.Accessor(object)
	if err != nil {
		return err
	}
	rest.FillObjectMetaSystemFields(meta)
	ctx := request.WithRequestInfo(request.NewDefaultContext(), &request.RequestInfo{APIGroup: kind.Group, APIVersion: kind.Version})
	return rest.BeforeCreate(strategy, ctx, object)
}

// manifest is a file with its documents.
type manifest struct {
	path      string
	documents [][]byte
}

func manifests(t *testing.T) (all []manifest) {
	t.Helper()
	paths, err := filepath.Glob("../*.yaml")
	if err != nil || len(paths) == 0 {
		t.Fatalf("no manifests: %v", err)
	}
	for _, path := range paths {
		data, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, manifest{path, documents(t, data)})
	}
	return all
}

func documents(t *testing.T, data []byte) (all [][]byte) {
	t.Helper()
	r := yaml.NewYAMLReader(bufio.NewReader(bytes.NewReader(data)))
	for {
		document, err := r.Read()
		if errors.Is(err, io.EOF) {
			return all
		}
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, document)
	}
}

// objects are those of a manifest as users write them, with the defaults.
type objects struct {
	all         []runtime.Object
	configMaps  map[string]*corev1.ConfigMap
	secrets     map[string]*corev1.Secret
	deployments []*appsv1.Deployment
}

func (m manifest) objects(t *testing.T) objects {
	t.Helper()
	o := objects{configMaps: map[string]*corev1.ConfigMap{}, secrets: map[string]*corev1.Secret{}}
	for _, d := range m.documents {
		object, _, err := codecs.UniversalDeserializer().Decode(d, nil, nil)
		if err != nil {
			t.Fatalf("%s: %v", m.path, err)
		}
		legacyscheme.Scheme.Default(object)
		o.all = append(o.all, object)
		switch it := object.(type) {
		case *corev1.ConfigMap:
			o.configMaps[it.Name] = it
		case *corev1.Secret:
			o.secrets[it.Name] = it
		case *appsv1.Deployment:
			o.deployments = append(o.deployments, it)
		}
	}
	return o
}
