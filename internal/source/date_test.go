package source

import (
	"testing"
	"time"
)

func TestParseTime(t *testing.T) {
	for _, test := range []struct{ in, want string }{
		{"2021-05-21", "2021-05-21T00:00:00Z"},
		{"2024-02-29", "2024-02-29T00:00:00Z"},
		{"0001-01-01", "0001-01-01T00:00:00Z"},
		{"2021-05-21 20:45", "2021-05-21T20:45:00Z"},
		{"2021-05-21 20:45:14", "2021-05-21T20:45:14Z"},
		{"2021-05-21 20:45:14-04:00", "2021-05-21T20:45:14-04:00"},
		{"2021-05-21 20:45:14 -04:00", "2021-05-21T20:45:14-04:00"},
		{"2021-05-21T20:45:14-0400", "2021-05-21T20:45:14-04:00"},
		{"2021-05-21t20:45:14+09", "2021-05-21T20:45:14+09:00"},
		{"2021-05-21T20:45:14+05:45", "2021-05-21T20:45:14+05:45"},
		{"2021-05-21T20:45:14-03:30", "2021-05-21T20:45:14-03:30"},
		{"2021-05-21T20:45:14Z", "2021-05-21T20:45:14Z"},
		{"2021-05-21T20:45:14z", "2021-05-21T20:45:14Z"},
		{"2021-05-21 20:45:14 UTC", "2021-05-21T20:45:14Z"},
		{"2021-05-21T20:45:14+00:00", "2021-05-21T20:45:14Z"},
		{"2021-05-21T20:45:14.5Z", "2021-05-21T20:45:14.5Z"},
		{"2021-05-21T20:45:14,1234567891Z", "2021-05-21T20:45:14.123456789Z"},
		{"2021-05-21T00:00:00+14:00", "2021-05-21T00:00:00+14:00"},
	} {
		got, err := parseTime(test.in)
		if err != nil || got.Format(time.RFC3339Nano) != test.want {
			t.Errorf("%q gives %v, %v, want %s", test.in, got, err, test.want)
		}
	}
}

func TestParseTimeRefuses(t *testing.T) {
	for in, want := range map[string]error{
		"":                          errTimeForm,
		"2021":                      errTimeForm,
		"2021-05":                   errTimeForm,
		"2021-05-21x":               errTimeForm,
		"21-05-2021":                errTimeForm,
		"2021-05-21T":               errTimeForm,
		"2021-05-21 20":             errTimeForm,
		"2021-05-21 8:45 pm":        errTimeForm,
		"2021-05-21T20:45:14 EST":   errTimeForm,
		"２０２１-05-21":                errTimeForm,
		"2021-00-21":                errNoTime,
		"2021-13-21":                errNoTime,
		"2021-02-29":                errNoTime,
		"2021-04-31":                errNoTime,
		"0000-01-01":                errNoTime,
		"2021-05-21T24:00:00Z":      errNoTime,
		"2021-05-21T23:60:00Z":      errNoTime,
		"2021-05-21T23:59:60Z":      errNoTime,
		"2021-05-21T23:59:59+14:01": errNoTime,
		"2021-05-21T23:59:59-01:60": errNoTime,
	} {
		if got, err := parseTime(in); err != want {
			t.Errorf("%q gives %v, %v, want %v", in, got, err, want)
		}
	}
}

// The zone of the machine is not asked: a time without a zone stays in UTC,
// and an offset that happens to be the machine's gets no name.
func TestZoneOfTheMachineDoesNotMatter(t *testing.T) {
	local := time.Local
	defer func() { time.Local = local }()
	time.Local = time.FixedZone("HERE", -4*3600)
	for in, want := range map[string]string{
		"---\ndate: 2021-05-21\n---\nText.\n":                              "2021-05-21 00:00:00 +0000 UTC",
		"---\npublished_time: 2021-05-21 20:45:14-04:00\n---\nText.\n":     "2021-05-21 20:45:14 -0400 -0400",
		"+++\ndate = 2021-05-21\n+++\nText.\n":                             "2021-05-21 00:00:00 +0000 UTC",
		"+++\npublished_time = 2021-05-21T20:45:14\n+++\nText.\n":          "2021-05-21 20:45:14 +0000 UTC",
		"+++\npublished_time = 2021-05-21T20:45:14.25-04:00\n+++\nText.\n": "2021-05-21 20:45:14.25 -0400 -0400",
		"---json\n{\"date\": \"2021-05-21T20:45:14-04:00\"}\n---\nText.\n": "2021-05-21 20:45:14 -0400 -0400",
	} {
		f, problems := read(t, in)
		if len(problems) > 0 {
			t.Errorf("%q: %v", in, said(problems))
			continue
		}
		if got := f.Meta.Published.String(); got != want {
			t.Errorf("%q gives %s, want %s", in, got, want)
		}
	}
}

func TestOnDay(t *testing.T) {
	for _, test := range []struct{ at, day, want string }{
		{"2021-05-21T20:45:13-04:00", "2021-05-21", "2021-05-21T20:45:13-04:00"},
		{"2021-05-21T00:00:00Z", "2021-05-21", "2021-05-21T00:00:00Z"},
		{"2021-05-21T23:59:59.999Z", "2021-05-21", "2021-05-21T23:59:59.999Z"},
		{"2021-05-22T00:00:00Z", "2021-05-21", "2021-05-21T23:00:00-01:00"},
		{"2021-05-22T00:45:13Z", "2021-05-21", "2021-05-21T23:45:13-01:00"},
		{"2021-05-22T11:59:59Z", "2021-05-21", "2021-05-21T23:59:59-12:00"},
		{"2021-05-22T12:00:00Z", "2021-05-21", ""},
		{"2021-05-20T23:00:00Z", "2021-05-21", "2021-05-21T00:00:00+01:00"},
		{"2021-05-20T22:59:59Z", "2021-05-21", "2021-05-21T00:59:59+02:00"},
		{"2021-05-20T10:00:00Z", "2021-05-21", "2021-05-21T00:00:00+14:00"},
		{"2021-05-20T09:59:59Z", "2021-05-21", ""},
		{"2021-05-20T18:30:00-10:00", "2021-05-21", "2021-05-21T00:30:00-04:00"},
		{"2021-05-22T03:30:00+09:00", "2021-05-21", "2021-05-21T23:30:00+05:00"},
		{"2022-05-21T00:00:00Z", "2021-05-21", ""},
	} {
		at, err := time.Parse(time.RFC3339Nano, test.at)
		if err != nil {
			t.Fatal(err)
		}
		day, err := parseTime(test.day)
		if err != nil {
			t.Fatal(err)
		}
		got, ok := onDay(at, day)
		if ok != (test.want != "") {
			t.Errorf("%s on %s: %v, want %q", test.at, test.day, got, test.want)
			continue
		}
		if ok && (got.Format(time.RFC3339Nano) != test.want || !got.Equal(at)) {
			t.Errorf("%s on %s gives %s, want %s", test.at, test.day, got.Format(time.RFC3339Nano), test.want)
		}
	}
}
