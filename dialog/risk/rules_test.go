package risk

import "testing"

func TestRulesAreSound(t *testing.T) {
	t.Parallel()
	if err := Check(); err != nil {
		t.Fatal(err)
	}
	for _, name := range around {
		if len(rulebook.classes[name]) == 0 {
			t.Errorf("class %s is not defined in rules/words.txt", name)
		}
	}
}
