package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

	"communique/internal/starter"
)

func (c *command) initCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "init DIR",
		Short: "Start a site, with an example document",
		Long: `init makes the folder of a site: settings with comments, an example document, and
what version control should leave out. The folder must not exist, or be empty.
Nothing that exists is ever overwritten.`,
		Example: `  communique init commitments
  communique init .`,
		Args: wantsOne("name a folder for the site, as in: communique init commitments"),
		RunE: c.init,
	}
	c.quietFlag(cmd)
	return cmd
}

// wantsOne refuses all but one argument; the text says what it should be.
func wantsOne(text string) cobra.PositionalArgs {
	return func(_ *cobra.Command, args []string) error {
		switch len(args) {
		case 0:
			return errors.New(text)
		case 1:
			return nil
		}
		return &misuse{fmt.Sprintf("%d arguments where there can be one", len(args)), "put quotes around words that belong together"}
	}
}

func (c *command) init(_ *cobra.Command, args []string) error {
	folder := args[0]
	if err := vacant(folder); err != nil {
		return err
	}
	for _, f := range starter.Site() {
		if err := create(filepath.Join(folder, filepath.FromSlash(f.Name)), f.Data); err != nil {
			return err
		}
	}
	if c.quiet {
		return nil
	}
	out := c.voice.out
	fmt.Fprintf(out, "%s: a site with an example document\n\nnext:\n", paint(c.voice.colourOut, bold, folder))
	if filepath.Clean(folder) != "." {
		fmt.Fprintf(out, "  cd %s\n", quoted(folder))
	}
	_, err := fmt.Fprint(out, `  communique serve --open      see it in the browser while you write
  communique new "A title"     start a document of your own
  communique build             write the site to public/
`)
	return err
}

// vacant refuses a folder with anything in it but what git keeps there.
func vacant(folder string) error {
	entries, err := os.ReadDir(folder)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		if info, stat := os.Stat(folder); stat == nil && !info.IsDir() {
			return &advice{fmt.Errorf("%s is a file", folder), "name a folder that does not exist yet"}
		}
		return err
	}
	for _, e := range entries {
		if e.Name() != ".git" {
			return &advice{fmt.Errorf("%s is not empty: it holds %s", folder, visible(e.Name())),
				"name a folder that does not exist yet; nothing was written"}
		}
	}
	return nil
}

// create writes a file that must not exist, and the folders above it.
func create(name string, data []byte) error {
	if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
		return err
	}
	f, err := os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o666)
	if errors.Is(err, fs.ErrExist) {
		return &advice{fmt.Errorf("%s exists already, and is left as it is", name), "choose another name, or remove the file"}
	}
	if err != nil {
		return err
	}
	_, err = f.Write(data)
	return errors.Join(err, f.Close())
}
