package cache

import (
	"bytes"
	"crypto/sha256"
)

// magic begins every entry and tells the form of what follows: the checksum,
// then the bytes.
const magic = "communique 1\n"

// sealSize is how much longer an entry is than what it keeps.
const sealSize = int64(len(magic) + sha256.Size)

// seal returns the entry of some bytes.
func seal(key Key, data []byte) []byte {
	sum := checksum(key, data)
	return bytes.Join([][]byte{[]byte(magic), sum[:], data}, nil)
}

// unseal returns what an entry keeps, unless it is damaged, cut short, or that
// of another key.
func unseal(key Key, entry []byte) ([]byte, bool) {
	rest, ok := bytes.CutPrefix(entry, []byte(magic))
	if !ok || len(rest) < sha256.Size {
		return nil, false
	}
	data := rest[sha256.Size:]
	sum := checksum(key, data)
	return data, bytes.Equal(rest[:sha256.Size], sum[:])
}

// checksum is of the key as well, so that an entry cannot be taken for another
// by its name.
func checksum(key Key, data []byte) [sha256.Size]byte {
	digest := sha256.New()
	digest.Write(key[:])
	digest.Write(data)
	return [sha256.Size]byte(digest.Sum(nil))
}
