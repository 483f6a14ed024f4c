package load

import (
	"fmt"
	"math/rand/v2"
)

// poolSize is how many keys there are; every third is an address.
const poolSize = 1200

type key struct {
	text    []byte
	address bool
}

// keys are the keys of each partition.
type keys [][]key

func newKeys(partitions int32, partitioner func([]byte) int32) keys {
	pools := make(keys, partitions)
	for i := range poolSize {
		k := key{text: fmt.Appendf(nil, "order-%06d", i*7919%1000000)}
		if i%3 == 0 {
			k = key{fmt.Appendf(nil, "%s.%s%d@%s", firstNames[i%len(firstNames)], lastNames[i%len(lastNames)], i, hosts[i%len(hosts)]), true}
		}
		p := partitioner(k.text)
		pools[p] = append(pools[p], k)
	}
	return pools
}

// pick takes a key of the partition, and now and then one that another
// partitioner would have put there.
func (p keys) pick(rnd *rand.Rand, partition int32) ([]byte, bool) {
	const strays = 8
	pool := p[partition]
	if one(rnd, strays) || len(pool) == 0 {
		pool = p[rnd.IntN(len(p))]
	}
	if len(pool) == 0 {
		return nil, false
	}
	k := pool[rnd.IntN(len(pool))]
	return k.text, k.address
}
