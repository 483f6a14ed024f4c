package load

import (
	"bytes"
	"hash/crc32"
	"reflect"
	"testing"
)

const parts = 12

func some() *Load {
	return New(Options{Seed: 5, Partitions: parts, Secrets: 3, Keys: 2, Tombstones: 50, Headers: true, Blocks: true},
		func(key []byte) int32 { return int32(crc32.ChecksumIEEE(key) % parts) })
}

func TestARecordIsAFunctionOfItsNumber(t *testing.T) {
	a, b := some(), some()
	for seq := int64(500); seq > 0; seq -= 7 {
		if got, want := a.Record(partitionOf(seq), seq), b.Record(partitionOf(seq), seq); !reflect.DeepEqual(got, want) {
			t.Fatalf("record %d differs the second time", seq)
		}
		b.Record(1, seq) // what was made before does not matter
	}
}

func partitionOf(seq int64) int32 { return int32(seq % parts) }

func TestLoadIsAsItIsDescribed(t *testing.T) {
	const each = 5000
	l := some()
	var n, bytesInAll, lines, secrets, keyed, tombstones, credentials, addresses int
	for p := range int32(parts) {
		if p == BlockPartition {
			continue
		}
		for seq := range int64(each) {
			r := l.Record(p, seq)
			n++
			if r.Key != nil {
				keyed++
			}
			if r.SecretKey {
				addresses++
			}
			if len(r.Headers) == 5 {
				credentials++
			}
			if r.Value == nil {
				tombstones++
				continue
			}
			lines++
			bytesInAll += len(r.Value)
			if r.Secret != nil {
				secrets++
				if !bytes.HasPrefix(r.Value[r.At:], r.Secret) {
					t.Fatalf("record %d-%d: the secret is not where it is said to be", p, seq)
				}
			}
			if !bytes.Contains(r.Value, []byte(Mark(p, seq)+" ")) {
				t.Fatalf("record %d-%d does not say its number", p, seq)
			}
		}
	}
	for _, share := range []struct {
		name      string
		got, want float64
	}{
		{"bytes a line", float64(bytesInAll) / float64(lines), 300},
		{"lines a secret", float64(lines) / float64(secrets), 3},
		{"records a key", float64(n) / float64(keyed), 2},
		{"keys an address", float64(keyed) / float64(addresses), 3},
		{"keys a tombstone", float64(keyed) / float64(tombstones), 50},
		{"records a credential in a header", float64(n) / float64(credentials), 10},
	} {
		if share.got < share.want*0.85 || share.got > share.want*1.15 {
			t.Errorf("%s: %.2f, want about %.0f", share.name, share.got, share.want)
		}
	}
}
