// Package search finds the passages of a release that answer a question typed in
// Dutch, and says when none does. It is pure: an index is built in memory from the
// passages of one release, gives ids and scores only, and is thrown away with it.
//
// Two legs look at every question. The lexical leg is BM25 over passages and over
// whole documents, on stems, parts of compounds, mended spelling and the official
// words behind everyday ones (data/everyday.txt). The vector leg compares
// embeddings: in memory with the built-in embedder, or from outside (pgvector) by
// SearchNear. README.md has the figures.
package search
