package main

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestHoursWithoutDuty(t *testing.T) {
	t.Parallel()
	week := func(from, until int, days ...int) (all []string) {
		for _, d := range days {
			all = append(all, fmt.Sprint(d, from, until))
		}
		return all
	}
	require.Equal(t, "Mon-Fri 00:00-09:00 17:30-24:00; Sat-Sun all day", uncovered(week(540, 1050, 1, 2, 3, 4, 5)))
	require.Equal(t, "Mon-Sun 12:00-12:30", uncovered(append(week(0, 720, 0, 1, 2, 3, 4, 5, 6), week(750, 1440, 6, 5, 4, 3, 2, 1, 0)...)))
	require.Empty(t, uncovered(append(week(0, 900, 0, 1, 2, 3, 4, 5, 6), week(600, 1440, 0, 1, 2, 3, 4, 5, 6)...)), "stretches that overlap")
	require.Equal(t, "Mon all day; Tue 08:00-24:00; Wed-Sun all day", uncovered(week(0, 480, 2)))
}
