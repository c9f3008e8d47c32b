package preview

import (
	"cmp"
	"errors"
	"net"
	"net/netip"
	"strconv"
	"strings"
	"syscall"
)

// Listen listens on a port of an address or name of this machine. Where
// another program has the port, and the port is only the usual one and not
// what somebody asked for, it takes a free one.
func Listen(host string, port int, usual bool) (net.Listener, error) {
	l, err := net.Listen("tcp", net.JoinHostPort(host, strconv.Itoa(port)))
	if err != nil && usual && InUse(err) {
		return net.Listen("tcp", net.JoinHostPort(host, "0"))
	}
	return l, err
}

// windowsInUse is WSAEADDRINUSE, which Windows gives in the place of EADDRINUSE.
const windowsInUse = syscall.Errno(10048)

// InUse reports whether an error says that another program has the port.
func InUse(err error) bool {
	return errors.Is(err, syscall.EADDRINUSE) || errors.Is(err, windowsInUse)
}

// Address returns what a browser on this machine is to be pointed to. A
// listener on all addresses is reached by the loopback one.
func Address(l net.Listener) string {
	host, port, err := net.SplitHostPort(l.Addr().String())
	if err != nil {
		return "http://" + l.Addr().String() + "/"
	}
	if ip, err := netip.ParseAddr(host); err == nil && ip.IsUnspecified() {
		host = "localhost"
	}
	return "http://" + net.JoinHostPort(host, port) + "/"
}

// Loopback reports whether a name or address reaches this machine alone.
func Loopback(host string) bool {
	if ip, err := netip.ParseAddr(host); err == nil {
		return ip.Unmap().IsLoopback()
	}
	host = strings.ToLower(strings.TrimSuffix(host, "."))
	// RFC 6761, section 6.3: names under localhost are loopback too.
	return host == "localhost" || strings.HasSuffix(host, ".localhost")
}

// admits reports whether a request may ask for a host. A page from elsewhere
// cannot get in under its own name, even if it makes that name point here.
func admits(bound, host string) bool {
	name, _, err := net.SplitHostPort(host)
	if err != nil {
		name = strings.TrimSuffix(strings.TrimPrefix(host, "["), "]")
	}
	if Loopback(name) || strings.EqualFold(name, bound) {
		return true
	}
	own, err := netip.ParseAddr(cmp.Or(bound, "::"))
	if err != nil {
		return false
	}
	asked, err := netip.ParseAddr(name)
	return err == nil && (own.IsUnspecified() || own.Unmap() == asked.Unmap())
}
