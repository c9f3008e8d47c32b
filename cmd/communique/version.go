package main

import (
	"fmt"
	"runtime"
	"runtime/debug"

	"github.com/spf13/cobra"
)

func (c *command) versionCommand() *cobra.Command {
	sbom := false
	cmd := &cobra.Command{
		Use:   "version",
		Short: "Print the version of the program, and what is in it",
		Long: `version prints the version of the program, of Go, and the system it was built
for. --sbom prints what the program is made of: each module with its version, as
a CycloneDX 1.6 list in JSON.`,
		Example: `  communique version
  communique version --sbom > communique.cdx.json`,
		Args: cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error {
			if sbom {
				info, ok := debug.ReadBuildInfo()
				if !ok {
					return errNoBuildInfo
				}
				return c.voice.print(bomOf(info))
			}
			_, err := fmt.Fprintf(c.voice.out, "communique %s %s %s/%s\n", version(), runtime.Version(), runtime.GOOS, runtime.GOARCH)
			return err
		},
	}
	cmd.Flags().BoolVar(&sbom, "sbom", false, "print what the program is made of, as CycloneDX JSON")
	return cmd
}

// version gives the module's version, or the revision that a checkout was
// built from.
func version() string {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return "unknown"
	}
	version := info.Main.Version
	if version != "" && version != "(devel)" {
		return version
	}
	for _, s := range info.Settings {
		if s.Key == "vcs.revision" {
			return "(devel) " + s.Value[:min(12, len(s.Value))]
		}
	}
	return "(devel)"
}
