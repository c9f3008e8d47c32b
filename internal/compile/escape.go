package compile

import (
	"encoding/json"
	"fmt"
	"html/template"
	"reflect"
	"strconv"
	"strings"
)

// A write appends a value as an escaper of html/template leaves it.
type write func(out []byte, v reflect.Value) []byte

// writer returns what appends values of a type through a chain of escapers, as
// html/template names them in a tree.
func writer(chain string, typ reflect.Type) write {
	switch chain {
	case "_html_template_htmlescaper":
		if typ == reflect.TypeFor[template.HTML]() {
			return func(out []byte, v reflect.Value) []byte { return append(out, v.String()...) }
		}
		return text(typ, appendHTML)
	case "_html_template_attrescaper", "_html_template_rcdataescaper":
		if typ != reflect.TypeFor[template.HTML]() { // of which tags are taken out, or entities kept
			return text(typ, appendHTML)
		}
	case "_html_template_urlfilter|_html_template_urlnormalizer|_html_template_attrescaper":
		if typ == reflect.TypeFor[template.URL]() {
			return text(typ, appendURL)
		}
		return text(typ, func(out []byte, s string) []byte {
			if !safeScheme(s) {
				s = "#ZgotmplZ" // what html/template writes in place of such an address
			}
			return appendURL(out, s)
		})
	case "_html_template_urlescaper|_html_template_attrescaper":
		if typ == reflect.TypeFor[template.URL]() {
			return text(typ, appendURL)
		}
		return text(typ, appendQuery)
	case "_html_template_jsvalescaper":
		if typ == reflect.TypeFor[json.RawMessage]() {
			return appendJSON
		}
	}
	panic(unknown("a " + typ.String() + " through " + strings.ReplaceAll(chain, "_html_template_", "")))
}

// text returns what appends a value of a type as a text, by way of an escaper.
func text(typ reflect.Type, escape func([]byte, string) []byte) write {
	if typ.Implements(reflect.TypeFor[error]()) || typ.Implements(reflect.TypeFor[fmt.Formatter]()) {
		panic(unknown("a " + typ.String() + ", which says itself how it is printed"))
	}
	if typ.Implements(reflect.TypeFor[fmt.Stringer]()) && typ.Kind() != reflect.Pointer && typ.Kind() != reflect.Interface {
		return func(out []byte, v reflect.Value) []byte { return escape(out, v.Interface().(fmt.Stringer).String()) }
	}
	switch typ.Kind() {
	case reflect.String:
		return func(out []byte, v reflect.Value) []byte { return escape(out, v.String()) }
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		return func(out []byte, v reflect.Value) []byte { return strconv.AppendInt(out, v.Int(), 10) }
	case reflect.Bool:
		return func(out []byte, v reflect.Value) []byte { return strconv.AppendBool(out, v.Bool()) }
	}
	panic(unknown("a " + typ.String()))
}

// inHTML holds what stands for a byte in text and in quoted values.
var inHTML = [256]string{0: "\uFFFD", '"': "&#34;", '&': "&amp;", '\'': "&#39;", '+': "&#43;", '<': "&lt;", '>': "&gt;"}

// appendHTML appends plain text to text, or to a value in quotes.
func appendHTML(out []byte, s string) []byte {
	done := 0
	for i := range len(s) {
		if with := inHTML[s[i]]; with != "" {
			out = append(out, s[done:i]...)
			out = append(out, with...)
			done = i + 1
		}
	}
	return append(out, s[done:]...)
}

// safeScheme reports whether an address has no scheme, or one that runs nothing.
func safeScheme(s string) bool {
	scheme, _, ok := strings.Cut(s, ":")
	return !ok || strings.Contains(scheme, "/") ||
		strings.EqualFold(scheme, "http") || strings.EqualFold(scheme, "https") || strings.EqualFold(scheme, "mailto")
}

// inURL are the bytes that an address may hold as they are.
var inURL = func() (may [256]bool) {
	for c := range 256 {
		may[c] = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c < 128 && strings.IndexByte("!#$&*+,/:;=?@[]-._~", byte(c)) >= 0
	}
	return may
}()

const digits = "0123456789abcdef"

// appendURL appends an address to a value in quotes: what an address may not
// hold is percent-encoded, what is so already stays.
func appendURL(out []byte, s string) []byte {
	for i := range len(s) {
		c := s[i]
		switch {
		case c == '%' && i+2 < len(s) && isHex(s[i+1]) && isHex(s[i+2]):
			out = append(out, c)
		case !inURL[c]:
			out = append(out, '%', digits[c>>4], digits[c&15])
		case inHTML[c] != "":
			out = append(out, inHTML[c]...)
		default:
			out = append(out, c)
		}
	}
	return out
}

// appendQuery appends a part of an address, in which no character has a meaning
// of its own, to a value in quotes.
func appendQuery(out []byte, s string) []byte {
	for i := range len(s) {
		switch c := s[i]; {
		case c >= 'a' && c <= 'z', c >= 'A' && c <= 'Z', c >= '0' && c <= '9', c == '-', c == '.', c == '_', c == '~':
			out = append(out, c)
		default:
			out = append(out, '%', digits[c>>4], digits[c&15])
		}
	}
	return out
}

func isHex(c byte) bool {
	return '0' <= c && c <= '9' || 'a' <= c && c <= 'f' || 'A' <= c && c <= 'F'
}

// appendJSON appends an object of JSON to a script. It must be as json.Marshal
// leaves it, with no space between its parts and nothing that could end the
// script; any other is for html/template to judge.
func appendJSON(out []byte, v reflect.Value) []byte {
	data := v.Bytes()
	if len(data) == 0 || data[0] != '{' || !compact(data) || !json.Valid(data) {
		panic(unsure("JSON that has to be looked at"))
	}
	return append(out, data...)
}

// compact reports whether nothing in valid JSON would be changed by
// json.Marshal, or by html/template after it.
func compact(data []byte) bool {
	inside, escaped := false, false
	for i, c := range data {
		switch {
		case c == '<' || c == '>' || c == '&' || c == 0xe2 && i+2 < len(data) && data[i+1] == 0x80 && data[i+2]&^1 == 0xa8:
			return false
		case escaped:
			escaped = false
		case inside && c == '\\':
			escaped = true
		case c == '"':
			inside = !inside
		case !inside && (c == ' ' || c == '\t' || c == '\n' || c == '\r'):
			return false
		}
	}
	return true
}
