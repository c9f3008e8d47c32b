package source_test

import (
	"fmt"
	"testing/fstest"

	"communique/internal/source"
)

func ExampleRead() {
	fsys := fstest.MapFS{
		"good.md": {Data: []byte("---\ntitle: Fact sheet\ndate: 2021-05-21\n---\nTogether we will build.\n")},
		"bad.md":  {Data: []byte("---\ntitle: Fact sheet\ndate: May 21, 2021\n---\nTogether we will build.\n")},
	}
	for _, name := range []string{"good.md", "bad.md"} {
		file, problems, err := source.Read(fsys, name)
		if err != nil {
			fmt.Println(err)
		}
		for _, p := range problems {
			fmt.Println(p)
		}
		if file != nil {
			fmt.Printf("%s: %s, text from line %d\n", file.Name, file.Meta.Title, file.Line(file.Body))
		}
	}
	// Output:
	// good.md: Fact sheet, text from line 5
	// bad.md:3:7: date "May 21, 2021" is not in the form of a date
	//     hint: write 2021-05-21
}
