package desk

import "strings"

// deviceOf says in our own few words what kind of browser asks, so that people
// recognise their sessions. What the browser sent is not kept.
func deviceOf(agent string) string {
	return firstIn(agent, "browser",
		"Edg", "edge", "Firefox", "firefox", "FxiOS", "firefox", "Chrome", "chrome", "CriOS", "chrome", "Safari", "safari") + "/" +
		firstIn(agent, "machine", "Android", "android", "iPhone", "iphone", "iPad", "ipad", "Windows", "windows", "Macintosh", "mac", "Linux", "linux")
}

// firstIn gives the word of the first mark that is found.
func firstIn(agent, otherwise string, pairs ...string) string {
	for i := 0; i+1 < len(pairs); i += 2 {
		if strings.Contains(agent, pairs[i]) {
			return pairs[i+1]
		}
	}
	return otherwise
}
