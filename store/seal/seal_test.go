package seal_test

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"

	"stapmaat/store/seal"
)

func TestKeyBindsValueToPersonAndPlace(t *testing.T) {
	t.Parallel()
	master, err := seal.NewMaster()
	require.NoError(t, err)
	key, wrapped, err := master.NewKey(seal.At("person.key", 1))
	require.NoError(t, err)
	other, _, err := master.NewKey(seal.At("person.key", 2))
	require.NoError(t, err)

	sealed, err := key.SealText("ik heb schulden", seal.At("story.words", 7, 0))
	require.NoError(t, err)
	require.NotContains(t, string(sealed), "schulden")

	again, err := master.Unwrap(wrapped, seal.At("person.key", 1))
	require.NoError(t, err)
	words, err := again.OpenText(sealed, seal.At("story.words", 7, 0))
	require.NoError(t, err)
	require.Equal(t, "ik heb schulden", words)

	_, err = key.OpenText(sealed, seal.At("story.words", 7, 1))
	require.ErrorIs(t, err, seal.ErrSealed, "another row")
	_, err = other.OpenText(sealed, seal.At("story.words", 7, 0))
	require.ErrorIs(t, err, seal.ErrSealed, "another person")
	_, err = master.Unwrap(wrapped, seal.At("person.key", 2))
	require.ErrorIs(t, err, seal.ErrSealed, "another person's key")
	_, err = seal.Key{}.OpenText(sealed, seal.At("story.words", 7, 0))
	require.ErrorIs(t, err, seal.ErrSealed, "no key")
}

func TestNoWordsStayNull(t *testing.T) {
	t.Parallel()
	master, err := seal.NewMaster()
	require.NoError(t, err)
	key, _, err := master.NewKey(seal.At("person.key", 1))
	require.NoError(t, err)
	sealed, err := key.SealText("", seal.At("story.words", 7, 0))
	require.NoError(t, err)
	require.Nil(t, sealed)
	words, err := key.OpenText(nil, seal.At("story.words", 7, 0))
	require.NoError(t, err)
	require.Empty(t, words)
}

func TestBrokenJSONIsNotQuoted(t *testing.T) {
	t.Parallel()
	master, err := seal.NewMaster()
	require.NoError(t, err)
	key, _, err := master.NewKey(seal.At("person.key", 1))
	require.NoError(t, err)
	sealed, err := key.SealText(`{"text": geheim}`, seal.At("inbox.payload"))
	require.NoError(t, err)
	err = key.OpenJSON(sealed, seal.At("inbox.payload"), new(map[string]string))
	require.EqualError(t, err, "reading inbox.payload: the JSON does not fit")
}

func TestMasterRotates(t *testing.T) {
	t.Parallel()
	old, err := seal.NewMaster()
	require.NoError(t, err)
	at := seal.At("person.key", 1)
	_, wrapped, err := old.NewKey(at)
	require.NoError(t, err)

	master, err := old.Rotate()
	require.NoError(t, err)
	require.NotEqual(t, old.ID(), master.ID())
	rewrapped, err := master.Rewrap(wrapped, at)
	require.NoError(t, err)
	for _, w := range [][]byte{wrapped, rewrapped} {
		_, err = master.Unwrap(w, at)
		require.NoError(t, err)
	}
	_, err = old.Unwrap(rewrapped, at)
	require.ErrorIs(t, err, seal.ErrSealed)
}

func TestMasterFile(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "master.json")
	_, err := seal.ReadMaster(path)
	require.ErrorContains(t, err, "does not exist")

	master, err := seal.NewMaster()
	require.NoError(t, err)
	require.NoError(t, master.Write(path))
	require.Error(t, master.Write(path), "never overwrites")
	read, err := seal.ReadMaster(path)
	require.NoError(t, err)
	require.Equal(t, master.ID(), read.ID())

	rotated, err := read.Rotate()
	require.NoError(t, err)
	require.NoError(t, rotated.Replace(path))
	read, err = seal.ReadMaster(path)
	require.NoError(t, err)
	require.Equal(t, rotated.ID(), read.ID())

	require.NoError(t, os.Chmod(path, 0o640))
	_, err = seal.ReadMaster(path)
	require.ErrorContains(t, err, "run chmod 600 "+path)

	require.NoError(t, os.Chmod(path, 0o600))
	require.NoError(t, os.WriteFile(path, []byte("geheim"), 0o600))
	_, err = seal.ReadMaster(path)
	require.EqualError(t, err, "the master key file "+path+" holds no key: put back the file that this program made")
}

func BenchmarkSeal(b *testing.B) {
	master, _ := seal.NewMaster()
	key, _, _ := master.NewKey(seal.At("person.key", 1))
	plain := make([]byte, 300)
	b.ReportAllocs()
	for b.Loop() {
		_, _ = key.Seal(plain, seal.At("outbox.body", 812, 0))
	}
}

func BenchmarkUnwrap(b *testing.B) {
	master, _ := seal.NewMaster()
	at := seal.At("person.key", 1)
	_, wrapped, _ := master.NewKey(at)
	b.ReportAllocs()
	for b.Loop() {
		_, _ = master.Unwrap(wrapped, at)
	}
}
