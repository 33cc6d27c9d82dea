package content

import (
	"regexp"
	"strings"
)

var notKey = regexp.MustCompile(`[^a-z0-9]+`)

// maxKey leaves room for a passage's own part of its id, which must fit a button.
const maxKey = 40

// KeyOf makes a document's lasting name of a title or of a file's name without its ending.
func KeyOf(name string) string {
	key := strings.Trim(notKey.ReplaceAllString(strings.ToLower(name), "-"), "-")
	if len(key) > maxKey {
		key = strings.Trim(key[:maxKey], "-")
	}
	if key == "" {
		return "document"
	}
	return key
}

// skeleton is where a text begins that somebody writes from nothing: the sections that
// most questions need. It is Dutch because its author is.
const skeleton = `
## Wat is het?
> kort: 
> vraag: 
> vraag: 
> vraag: 

Schrijf hier wat het is, in gewone woorden.

## Wat kun je doen?
> kort: 
> vraag: 
> vraag: 
> vraag: 

1. De kleinste eerste stap.
2. De stap daarna.

## Wie kan helpen?
> kort: 
> vraag: 
> vraag: 
> vraag: 

Schrijf hier wie kan helpen, en hoe je die bereikt.
`

// Draft is a document that is still to be written, with its sections laid out.
func Draft(title, author string) Document {
	return Document{Key: KeyOf(title), Title: title, Audience: ForParticipants, Kind: Explanation, Author: author, Reviewed: "nobody yet",
		Golden: []Golden{}, Body: skeleton}
}
