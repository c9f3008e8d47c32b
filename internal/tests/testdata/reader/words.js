// Returns the words that a reader sees.
() => textNodes(document.body).map((n) => n.data.trim().replace(/\s+/g, " "))
