package cache

import (
	"bytes"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"
)

const large = 1 << 30

func open(t testing.TB, dir string, maxBytes int64) *Cache {
	t.Helper()
	c, err := Open(dir, maxBytes)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func closed(t testing.TB, c *Cache) {
	t.Helper()
	if err := c.Close(); err != nil {
		t.Error(err)
	}
}

func key(n int) Key { return NewKey("test", "1", fmt.Append(nil, n)) }

// file returns the place of an entry on disk.
func file(dir string, k Key) string { return filepath.Join(dir, filepath.FromSlash(k.path())) }

// want asks for an entry that holds data; nil for one that is not there.
func want(t testing.TB, c *Cache, k Key, data []byte) {
	t.Helper()
	if got, ok := c.Get(k); ok != (data != nil) || !bytes.Equal(got, data) {
		t.Errorf("got %d bytes, %t; want %d", len(got), ok, len(data))
	}
}

func TestKeepsBetweenBuilds(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "not", "yet")
	c := open(t, dir, large)
	want(t, c, key(1), nil)
	c.Put(key(1), []byte("one"))
	c.Put(key(2), []byte{})
	want(t, c, key(1), []byte("one"))
	closed(t, c)

	c = open(t, dir, large)
	want(t, c, key(1), []byte("one"))
	want(t, c, key(2), []byte{})
	want(t, c, key(3), nil)
	c.Put(key(1), []byte("other"))
	want(t, c, key(1), []byte("other"))
	closed(t, c)
	if tag, err := os.ReadFile(filepath.Join(dir, tagName)); err != nil || !strings.HasPrefix(string(tag), "Signature: 8a477f597d28d172789f06886806bc55") {
		t.Errorf("the folder has no tag: %q, %v", tag, err)
	}
}

func TestKeys(t *testing.T) {
	seen := map[Key]string{}
	for _, k := range [][3]string{
		{"card", "1", "input"}, {"card", "1", "other"}, {"card", "2", "input"}, {"book", "1", "input"},
		{"card1", "", "input"}, {"card", "1i", "nput"}, {"car", "d1", "input"}, {"", "", ""},
	} {
		key := NewKey(k[0], k[1], []byte(k[2]))
		if other, ok := seen[key]; ok {
			t.Errorf("%q has the key of %s", k, other)
		}
		seen[key] = fmt.Sprintf("%q", k)
		if key != NewKey(k[0], k[1], []byte(k[2])) {
			t.Errorf("%q has two keys", k)
		}
	}
}

func TestNil(t *testing.T) {
	for _, max := range []int64{0, -1} {
		dir := filepath.Join(t.TempDir(), "never")
		c := open(t, dir, max)
		if c != nil {
			t.Errorf("a cache of %d bytes is not nil", max)
		}
		c.Put(key(1), []byte("one"))
		want(t, c, key(1), nil)
		closed(t, c)
		if _, err := os.Stat(dir); err == nil {
			t.Errorf("a cache of %d bytes makes a folder", max)
		}
	}
}

func TestDamage(t *testing.T) {
	data := bytes.Repeat([]byte("picture "), 100)
	for _, tt := range []struct {
		name   string
		damage func(entry []byte) []byte
	}{
		{"empty", func([]byte) []byte { return nil }},
		{"cut in the head", func(e []byte) []byte { return e[:5] }},
		{"cut in the checksum", func(e []byte) []byte { return e[:len(magic)+7] }},
		{"cut before the end", func(e []byte) []byte { return e[:len(e)-1] }},
		{"longer", func(e []byte) []byte { return append(e, 0) }},
		{"one bit in the head", func(e []byte) []byte { e[0] ^= 1; return e }},
		{"one bit in the checksum", func(e []byte) []byte { e[len(magic)] ^= 1; return e }},
		{"one bit in the data", func(e []byte) []byte { e[len(e)-1] ^= 1; return e }},
		{"noughts", func(e []byte) []byte { return make([]byte, len(e)) }},
		{"another entry", func([]byte) []byte { return seal(key(2), data) }},
	} {
		t.Run(tt.name, func(t *testing.T) {
			dir := t.TempDir()
			c := open(t, dir, large)
			c.Put(key(1), data)
			name := file(dir, key(1))
			entry, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(name, tt.damage(entry), 0o600); err != nil {
				t.Fatal(err)
			}
			want(t, c, key(1), nil)
			c.Put(key(1), data)
			want(t, c, key(1), data)
			closed(t, c)
		})
	}
}

// TestBound wants the entries gone first that were not asked for longest.
func TestBound(t *testing.T) {
	dir := t.TempDir()
	data := make([]byte, 1000)
	size := int64(len(data)) + sealSize

	c := open(t, dir, large)
	for i := range 10 {
		c.Put(key(i), data)
		old := time.Now().Add(time.Duration(i-100) * time.Hour)
		if err := os.Chtimes(file(dir, key(i)), old, old); err != nil {
			t.Fatal(err)
		}
	}
	closed(t, c)

	c = open(t, dir, 5*size)
	want(t, c, key(0), data)
	want(t, c, key(3), data)
	c.Put(key(10), data)
	closed(t, c)

	c = open(t, dir, large)
	for i := range 11 {
		expected := data
		// Three of this build, and the two that were made last before it.
		if i != 0 && i != 3 && i < 8 {
			expected = nil
		}
		t.Run(fmt.Sprint(i), func(t *testing.T) { want(t, c, key(i), expected) })
	}
	closed(t, c)
}

func TestTooLarge(t *testing.T) {
	dir := t.TempDir()
	c := open(t, dir, 1000)
	c.Put(key(1), make([]byte, 1000-sealSize))
	c.Put(key(2), make([]byte, 1001-sealSize))
	closed(t, c)
	c = open(t, dir, 1000)
	want(t, c, key(1), make([]byte, 1000-sealSize))
	want(t, c, key(2), nil)
	closed(t, c)
}

// TestLeavesOthersAlone wants nothing removed that is not the cache's own.
func TestLeavesOthersAlone(t *testing.T) {
	dir := t.TempDir()
	c := open(t, dir, large)
	c.Put(key(1), make([]byte, 1000))
	old := time.Now().Add(-100 * time.Hour)
	shard := filepath.Dir(file(dir, key(1)))
	own := []string{filepath.Join(shard, "ABC"+temporary)}
	foreign := []string{
		filepath.Join(dir, "letter.txt"), filepath.Join(dir, "ab.tmp"), filepath.Join(shard, "letter.txt"),
		filepath.Join(shard, strings.Repeat("G", 62)), filepath.Join(dir, "work", "x.tmp"), filepath.Join(dir, "me", "x.tmp"),
		filepath.Join(shard, "folder.tmp", "x"), filepath.Join(dir, "abc", strings.Repeat("a", 62)),
	}
	for _, name := range append(own, foreign...) {
		if err := os.MkdirAll(filepath.Dir(name), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, make([]byte, 5000), 0o600); err != nil {
			t.Fatal(err)
		}
		if err := os.Chtimes(name, old, old); err != nil {
			t.Fatal(err)
		}
	}
	recent := filepath.Join(shard, "RECENT"+temporary)
	if err := os.WriteFile(recent, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	closed(t, c)

	c = open(t, dir, 10)
	c.wrote = true
	closed(t, c)
	for _, name := range append(foreign, recent) {
		if _, err := os.Stat(name); err != nil {
			t.Error(err)
		}
	}
	for _, name := range append(own, file(dir, key(1))) {
		if _, err := os.Stat(name); err == nil {
			t.Errorf("%s is still there", name)
		}
	}
}

func TestCannotBeMade(t *testing.T) {
	name := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(name, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	for _, dir := range []string{name, filepath.Join(name, "inside")} {
		if c, err := Open(dir, large); err == nil || c != nil {
			t.Errorf("Open(%s) = %v, %v", dir, c, err)
		}
	}
}

// TestCannotBeWritten puts what is no folder in the place of one, which stops
// even a superuser.
func TestCannotBeWritten(t *testing.T) {
	dir := t.TempDir()
	c := open(t, dir, large)
	c.Put(key(1), []byte("one"))
	shard := filepath.Dir(file(dir, key(2)))
	if err := os.WriteFile(shard, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	c.Put(key(2), []byte("two"))
	want(t, c, key(2), nil)
	want(t, c, key(1), []byte("one"))
	c.Put(key(3), []byte("three"))
	want(t, c, key(3), nil)
	if err := c.Close(); err == nil || !strings.HasPrefix(err.Error(), "cache: ") {
		t.Errorf("Close says %v", err)
	}
}

// TestReadOnly reads from a folder in which nothing may be written.
func TestReadOnly(t *testing.T) {
	if os.Geteuid() == 0 {
		t.Skip("a superuser may write everywhere")
	}
	dir := t.TempDir()
	c := open(t, dir, large)
	c.Put(key(1), []byte("one"))
	closed(t, c)
	permit := func(folder, file fs.FileMode) {
		err := filepath.WalkDir(dir, func(name string, d fs.DirEntry, err error) error {
			return os.Chmod(name, map[bool]fs.FileMode{true: folder, false: file}[d.IsDir()])
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	permit(0o500, 0o400)
	t.Cleanup(func() { permit(0o700, 0o600) })
	c = open(t, dir, large)
	want(t, c, key(1), []byte("one"))
	c.Put(key(2), []byte("two"))
	want(t, c, key(2), nil)
	if err := c.Close(); err == nil {
		t.Error("Close says nothing of a folder that cannot be written")
	}
}

// TestLinksOut wants a link that leads out of the folder not followed.
func TestLinksOut(t *testing.T) {
	dir, out := t.TempDir(), t.TempDir()
	if err := os.Symlink(out, filepath.Dir(file(dir, key(1)))); err != nil {
		t.Skip(err)
	}
	c := open(t, dir, large)
	c.Put(key(1), []byte("one"))
	want(t, c, key(1), nil)
	if err := c.Close(); err == nil {
		t.Error("Close says nothing of an entry that could not be kept")
	}
	if found, err := os.ReadDir(out); err != nil || len(found) > 0 {
		t.Errorf("outside there is %v, %v", found, err)
	}
}

// TestTwoAtOnce has two caches write, read and trim one folder from several
// goroutines. What is read is right or missing.
func TestTwoAtOnce(t *testing.T) {
	dir := t.TempDir()
	var group sync.WaitGroup
	for range 6 {
		group.Go(func() {
			for range 5 {
				c, err := Open(dir, 20_000)
				if err != nil {
					t.Error(err)
					return
				}
				for i := range 40 {
					data := bytes.Repeat([]byte{byte(i)}, 1000)
					if got, ok := c.Get(key(i)); ok && !bytes.Equal(got, data) {
						t.Errorf("entry %d holds something else", i)
					}
					c.Put(key(i), data)
				}
				if err := c.Close(); err != nil {
					t.Error(err)
				}
			}
		})
	}
	group.Wait()
	var total int64
	err := filepath.WalkDir(dir, func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		if strings.HasSuffix(name, temporary) {
			t.Errorf("%s is left over", name)
		}
		info, err := d.Info()
		total += info.Size()
		return err
	})
	if err != nil || total > 20_000+int64(len(tag))+1 {
		t.Errorf("the folder holds %d bytes, %v", total, err)
	}
}

// TestSharedByGoroutines uses one cache from several goroutines.
func TestSharedByGoroutines(t *testing.T) {
	c := open(t, t.TempDir(), large)
	var group sync.WaitGroup
	for range 4 {
		group.Go(func() {
			for i := range 50 {
				c.Put(key(i), fmt.Append(nil, i))
				if got, ok := c.Get(key(i)); !ok || string(got) != fmt.Sprint(i) {
					t.Errorf("entry %d is %q, %t", i, got, ok)
				}
			}
		})
	}
	group.Wait()
	closed(t, c)
}

func FuzzUnseal(f *testing.F) {
	f.Add([]byte("data"), []byte("communique 1\nshort"))
	f.Add([]byte{}, seal(key(1), nil))
	f.Fuzz(func(t *testing.T, data, entry []byte) {
		if got, ok := unseal(key(1), seal(key(1), data)); !ok || !bytes.Equal(got, data) {
			t.Errorf("%q comes back as %q, %t", data, got, ok)
		}
		if got, ok := unseal(key(1), entry); ok && !bytes.Equal(seal(key(1), got), entry) {
			t.Errorf("%q is taken for an entry", entry)
		}
	})
}

func BenchmarkGet(b *testing.B) {
	c := open(b, b.TempDir(), large)
	data := make([]byte, 20_000)
	c.Put(key(1), data)
	b.ReportAllocs()
	b.SetBytes(int64(len(data)))
	for b.Loop() {
		if _, ok := c.Get(key(1)); !ok {
			b.Fatal("it is gone")
		}
	}
	closed(b, c)
}

func BenchmarkPut(b *testing.B) {
	c := open(b, b.TempDir(), large)
	data := make([]byte, 20_000)
	b.ReportAllocs()
	b.SetBytes(int64(len(data)))
	for i := 0; b.Loop(); i++ {
		c.Put(key(i%1000), data)
	}
	closed(b, c)
}
