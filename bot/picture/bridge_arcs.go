package picture

import (
	"cmp"
	"math"
	"slices"
)

// maxLinks is how many links a picture can tell apart at a glance.
const maxLinks = 3

// arc is a link drawn in the water, from the foot of one ladder to the foot of another.
type arc struct {
	number   int
	helps    bool
	from, to float64    // where it starts and ends, from the left
	rise     [2]float64 // how far both ends reach up, to just below the names
	depth    float64    // how far it hangs down
	badge    point      // relative to the level where arcs begin
}

const (
	badgeRadius = 20.0
	laneDepth   = 24.0 // how much lower each next arc hangs
	stub        = 12.0 // the upright start and end of an arc
)

// measureArcs places the links whose two ends are on the bridge; the shortest hangs highest.
func (b *bridge) measureArcs() []arc {
	var arcs []arc
	for i, l := range b.in.Links[:min(maxLinks, len(b.in.Links))] {
		from, ok1 := b.column(l.From)
		to, ok2 := b.column(l.To)
		if ok1 && ok2 && l.From != l.To {
			arcs = append(arcs, arc{number: i + 1, helps: l.Helps, from: from.mid(), to: to.mid(), rise: [2]float64{b.below(from), b.below(to)}})
		}
	}
	spreadEnds(arcs)
	slices.SortStableFunc(arcs, func(a, b arc) int { return cmp.Compare(a.span(), b.span()) })
	hang(arcs, laneDepth)
	if crowded(arcs) {
		hang(arcs, 2*badgeRadius+6)
	}
	if crowded(arcs) { // at their lowest points they are as far apart as they hang
		for i := range arcs {
			arcs[i].badge = arcs[i].at(0.5)
		}
	}
	return arcs
}

// hang lets each arc hang so much lower than the one before, and finds the places of the numbers.
func hang(arcs []arc, lower float64) {
	for i := range arcs {
		arcs[i].depth = 26 + lower*float64(i)
	}
	for i := range arcs {
		arcs[i].badge = freePlace(arcs, i)
	}
}

// crowded tells whether two numbers touch.
func crowded(arcs []arc) bool {
	for i, a := range arcs {
		for _, b := range arcs[:i] {
			if max(math.Abs(a.badge.x-b.badge.x), math.Abs(a.badge.y-b.badge.y)) < 2*badgeRadius+4 {
				return true
			}
		}
	}
	return false
}

// below is the free height under a short name, when others take more lines.
func (b *bridge) below(c column) float64 { return b.namesHeight() - c.name.height() }

func (b *bridge) column(id string) (column, bool) {
	for _, c := range b.columns() {
		if c.sub.ID == id {
			return c, true
		}
	}
	return column{}, false
}

// spreadEnds moves ends that meet under one ladder apart.
func spreadEnds(arcs []arc) {
	var ends []*float64
	for i := range arcs {
		ends = append(ends, &arcs[i].from, &arcs[i].to)
	}
	seen := map[float64][]*float64{}
	for _, e := range ends {
		seen[*e] = append(seen[*e], e)
	}
	for _, group := range seen {
		for i, e := range group {
			*e += (float64(i) - float64(len(group)-1)/2) * 26
		}
	}
}

func (a arc) span() float64 { return math.Abs(a.to - a.from) }

// at is a point of the curve; t runs from 0 to 1.
func (a arc) at(t float64) point {
	u := 1 - t
	control := a.depth / 0.75
	return point{
		x: u*u*(1+2*t)*a.from + t*t*(3-2*t)*a.to,
		y: 3 * u * t * control,
	}
}

// freePlace finds a place on arc i for its number, away from the other arcs and from the numbers placed before.
func freePlace(arcs []arc, i int) point {
	best, clear := point{}, -1.0
	for _, t := range []float64{0.5, 0.44, 0.56, 0.38, 0.62, 0.32, 0.68, 0.26, 0.74} {
		p, room := arcs[i].at(t), 2*badgeRadius
		for j, other := range arcs {
			if j < i {
				room = min(room, math.Hypot(p.x-other.badge.x, p.y-other.badge.y)-badgeRadius)
			}
			if j != i {
				room = min(room, other.distance(p))
			}
		}
		if room > clear+2 {
			best, clear = p, room
		}
	}
	return best
}

// distance is how near an arc, with the upright lines at its ends, comes to a point.
func (a arc) distance(p point) float64 {
	d := min(math.Abs(p.x-a.from), math.Abs(p.x-a.to))
	for t := 0.0; t <= 1; t += 0.04 {
		q := a.at(t)
		d = min(d, math.Hypot(p.x-q.x, p.y-q.y))
	}
	return d
}

func arcsHeight(arcs []arc) float64 {
	if len(arcs) == 0 {
		return 0
	}
	return 24 + arcs[len(arcs)-1].depth + badgeRadius
}
