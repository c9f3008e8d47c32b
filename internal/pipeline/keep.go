package pipeline

import (
	"communique/internal/cache"
	"communique/internal/card"
	"communique/internal/page"
)

// A keeper makes what costs more than a page, or finds it where it was made
// before.
type keeper struct {
	cache   *cache.Cache // nil keeps nothing
	version string
}

// keep returns what was made from an input, before or now.
func (k keeper) keep(kind string, input []byte, make func() ([]byte, error)) ([]byte, error) {
	key := cache.NewKey(kind, k.version, input)
	if data, ok := k.cache.Get(key); ok {
		return data, nil
	}
	data, err := make()
	if err == nil {
		k.cache.Put(key, data)
	}
	return data, err
}

// drawer returns what draws social cards.
func (k keeper) drawer() (page.Draw, error) {
	d, err := card.New()
	if err != nil {
		return nil, err
	}
	return func(c card.Card) ([]byte, error) {
		return k.keep("card", c.Input(), func() ([]byte, error) { return d.PNG(c) })
	}, nil
}
