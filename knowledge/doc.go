// Package knowledge holds what the bot may say and ask from: approved content,
// and the instruments as versioned data. What ships with the program lies in
// starter/, all in our own words.
//
// Content is read strictly. A file with a fault is not used at all, and every
// fault in it is told at once, with its line.
package knowledge
