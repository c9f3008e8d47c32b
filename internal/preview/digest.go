package preview

import (
	"crypto/sha256"
	"encoding/hex"
	"maps"
	"slices"
	"sync"

	"communique/internal/output"
)

// A digest keeps a tree in memory and tells by its version whether it differs
// from another. Two trees with the same files have the same version, in
// whatever order the files came, so a build that changes nothing reloads
// nothing, nor does a server that was started again.
type digest struct {
	memory *output.Memory

	mu  sync.Mutex
	sum [sha256.Size]byte // the sums of all files, added up bit by bit without carry
}

func newDigest() *digest { return &digest{memory: output.NewMemory()} }

// Add implements [output.Sink].
func (d *digest) Add(name string, data []byte) error {
	if err := d.memory.Add(name, data); err != nil {
		return err
	}
	h := sha256.New()
	h.Write([]byte(name + "\x00")) // no name holds a NUL
	h.Write(data)
	d.mu.Lock()
	defer d.mu.Unlock()
	for i, b := range h.Sum(nil) {
		d.sum[i] ^= b
	}
	return nil
}

func (d *digest) version() string { return hex.EncodeToString(d.sum[:8]) }

func sortedKeys(set map[string]bool) []string { return slices.Sorted(maps.Keys(set)) }
