package main

import (
	"os/exec"
	"runtime"
)

// openers are the commands that open an address in the browser that the user
// has chosen, by system. The address is the last argument and goes through no
// shell.
var openers = map[string][]string{
	"darwin":  {"open"},
	"windows": {"rundll32", "url.dll,FileProtocolHandler"},
}

// openBrowser opens an address and does not wait for the browser to end.
func openBrowser(address string) error {
	opener, ok := openers[runtime.GOOS]
	if !ok {
		opener = []string{"xdg-open"}
	}
	cmd := exec.Command(opener[0], append(opener[1:], address)...)
	if err := cmd.Start(); err != nil {
		return err
	}
	go cmd.Wait() // or it stays in the table of processes
	return nil
}
