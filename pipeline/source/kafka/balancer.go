package kafka

import (
	"cmp"
	"slices"

	"github.com/segmentio/kafka-go"
)

// balancer gives the partitions of all topics to the members in turn. That of
// kafka-go begins anew with every topic, so that a hundred topics with one
// partition would all go to one member. It has the name and the result of the
// one that Kafka's own clients call so.
type balancer struct{}

func (balancer) ProtocolName() string { return "roundrobin" }

func (balancer) UserData() ([]byte, error) { return nil, nil }

func (balancer) AssignGroups(members []kafka.GroupMember, partitions []kafka.Partition) kafka.GroupMemberAssignments {
	members, partitions = slices.Clone(members), slices.Clone(partitions)
	slices.SortFunc(members, func(a, b kafka.GroupMember) int { return cmp.Compare(a.ID, b.ID) })
	slices.SortFunc(partitions, func(a, b kafka.Partition) int {
		return cmp.Or(cmp.Compare(a.Topic, b.Topic), cmp.Compare(a.ID, b.ID))
	})
	assigned := make(kafka.GroupMemberAssignments)
	for _, m := range members {
		assigned[m.ID] = make(map[string][]int)
	}
	turn := 0
	for _, p := range partitions {
		for range members {
			m := members[turn%len(members)]
			turn++
			if slices.Contains(m.Topics, p.Topic) {
				assigned[m.ID][p.Topic] = append(assigned[m.ID][p.Topic], p.ID)
				break
			}
		}
	}
	return assigned
}
