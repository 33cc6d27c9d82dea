package main

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestContentMeasure(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	file := func(name, text string) string {
		path := filepath.Join(dir, name)
		require.NoError(t, os.WriteFile(path, []byte(text), 0o600))
		return path
	}
	passages := file("p.jsonl", `{"passage_id":"a#0","doc_id":"a","title":"","text":"Een huisarts kies je zelf."}`+"\n")
	queries := file("q.jsonl", `{"query_id":"1","text":"waar vind ik een huisarts"}`+"\n")
	qrels := file("r.tsv", "query_id\tdoc_id\trelevance\n1\ta\t1\n")
	wrong := file("w.tsv", "1\tz\t1\n")
	runs := filepath.Join(dir, "out.jsonl")
	measured := func(args ...string) (string, string, int) {
		var out, problem bytes.Buffer
		code := run(context.Background(), program{args: append([]string{"content", "measure"}, args...), out: &out, err: &problem})
		return out.String(), problem.String(), code
	}

	out, _, code := measured("--passages", passages, "--queries", queries, "--qrels", qrels, "--runs", runs)
	require.Zero(t, code)
	require.Contains(t, out, "fused    1.000")
	written, err := os.ReadFile(runs)
	require.NoError(t, err)
	require.Contains(t, string(written), `{"id":"1","ranked":["a"],"answered":`)

	out, _, code = measured("--passages", passages, "--queries", queries, "--runs", runs)
	require.Zero(t, code)
	require.Contains(t, out, "no judgements")

	_, problem, code := measured("--passages", queries, "--queries", queries, "--runs", runs)
	require.Equal(t, 1, code)
	require.Contains(t, problem, "a passage needs passage_id and doc_id")
	_, problem, code = measured("--passages", passages, "--queries", queries, "--qrels", wrong, "--runs", runs)
	require.Equal(t, 1, code)
	require.Contains(t, problem, "which no passage belongs to")
	_, problem, code = measured("--passages", filepath.Join(dir, "none"), "--queries", queries, "--runs", runs)
	require.Equal(t, 1, code)
	require.Contains(t, problem, "opening the passages")
}
