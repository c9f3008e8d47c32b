package main

import (
	"errors"
	"strings"
	"time"

	"communique"
)

// A baseURL is the flag that says where the site will stand.
type baseURL string

func (b *baseURL) String() string { return string(*b) }
func (b *baseURL) Type() string   { return "address" }

// Set refuses what is no absolute http or https address.
func (b *baseURL) Set(text string) error {
	address, err := communique.ParseBaseURL(text)
	*b = baseURL(address)
	return err
}

// families is the flag that says which files to leave out: names with commas
// between them.
type families []communique.Family

func (f *families) Type() string { return "families" }

func (f *families) String() string {
	names := make([]string, len(*f))
	for i, one := range *f {
		names[i] = string(one)
	}
	return strings.Join(names, ",")
}

// Set takes the place of what was set before.
func (f *families) Set(text string) error {
	*f = nil
	for name := range strings.SplitSeq(text, ",") {
		one, err := communique.ParseFamily(strings.TrimSpace(name))
		if err != nil {
			return err
		}
		*f = append(*f, one)
	}
	return nil
}

// A clock is the flag that says which day it is: "2021-05-21" (midnight UTC)
// or an RFC 3339 time. Not given, it is the zero time.
type clock struct{ time.Time }

func (c *clock) Type() string { return "date" }

func (c *clock) String() string {
	if c.IsZero() {
		return ""
	}
	return c.Format(time.RFC3339)
}

// Set reads either form.
func (c *clock) Set(text string) error {
	for _, layout := range []string{time.DateOnly, time.RFC3339} {
		if t, err := time.Parse(layout, text); err == nil {
			c.Time = t
			return nil
		}
	}
	return errors.New("want a date, such as 2021-05-21, or a time, such as 2021-05-21T20:45:00Z")
}
