package search

// A Kept is a [Part] as it is kept between two builds.
type Kept struct {
	Name     string
	Files    [][kinds]int
	Follow   [kinds][]int
	Postings []byte
	Words    int
}

// Keep returns what is to be kept of a part, which may be nil.
func (p *Part) Keep() *Kept {
	if p == nil {
		return nil
	}
	return &Kept{p.name, p.files, p.follow, p.postings, p.words}
}

// Part returns what was kept.
func (k *Kept) Part() *Part {
	if k == nil {
		return nil
	}
	return &Part{name: k.Name, files: k.Files, follow: k.Follow, postings: k.Postings, words: k.Words}
}
