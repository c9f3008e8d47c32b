package factsheet

// stub
type corrector struct{}

func (c *corrector) role(b *block) (string, bool)       { return "", false }
func (c *corrector) roleOf(x *Commitment) (string, bool) { return "", false }
