// Returns the luminance of the ground of the page, from 0 to 1.
() => luminance(ground(document.body))
