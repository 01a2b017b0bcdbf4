// The line of a person as a picture: which part of it to show first, where its points stand, what it adds up to.

import type { Wire } from '../api/client'

export type Point = Wire['WirePoint']
export type Range = [number, number]

const DAY = 86_400_000

export const timeOfPoint = (point: Point): number => Date.parse(point.occurred_at)

/** What the points of a range add up to: only where person and organisation had to do with each other. */
export interface Sum {
  contacts: number
  departments: string[]
  askedAgain: number
  facts: string[]
}

export function sum(points: Point[]): Sum {
  const contacts = points.filter((point) => point.contact)
  const again = contacts.flatMap((point) => point.asked_again.map((one) => one.fact))
  return {
    contacts: contacts.length,
    departments: [...new Set(contacts.flatMap((point) => (point.department ? [point.department] : [])))],
    askedAgain: again.length,
    facts: [...new Set(again)],
  }
}

export const within = (points: Point[], [from, to]: Range): Point[] =>
  points.filter((point) => { const at = timeOfPoint(point); return at >= from && at <= to })

/** The newest story in which somebody had to tell the same again: from where it was told first to a day after the last
 * time. Nothing where nobody was asked again. */
export function story(points: Point[]): Range | null {
  const byId = new Map(points.map((point) => [point.id, point]))
  const later = points.filter((point) => point.asked_again.length > 0)
  const last = later[later.length - 1]
  if (!last) return null
  // Back along what was told: each time somebody was asked again leads to where it had been told.
  let from = timeOfPoint(last)
  const open = [last]
  const seen = new Set<string>([last.id])
  for (let point = open.pop(); point; point = open.pop()) {
    from = Math.min(from, timeOfPoint(point))
    for (const again of point.asked_again) {
      const before = byId.get(again.told_in)
      // A name told years ago is no part of the story.
      if (before && !seen.has(before.id) && timeOfPoint(point) - timeOfPoint(before) < 60 * DAY) {
        seen.add(before.id)
        open.push(before)
      }
    }
  }
  return [from, timeOfPoint(last) + DAY]
}

/** All of it, with a little room at both ends. */
export function whole(points: Point[]): Range {
  const first = points[0]
  const last = points[points.length - 1]
  if (!first || !last) return [Date.now() - 30 * DAY, Date.now()]
  const [from, to] = [timeOfPoint(first), timeOfPoint(last)]
  const room = Math.max((to - from) * 0.02, DAY / 4)
  return [from - room, to + room]
}

/** A range with some room around it. */
export function padded([from, to]: Range): Range {
  const room = Math.max((to - from) * 0.04, 3_600_000)
  return [from - room, to + room]
}

/** A range made closer or wider around a moment, never under an hour nor far beyond all there is. */
export function zoomed([from, to]: Range, factor: number, around: number, most: Range): Range {
  const span = Math.min(Math.max((to - from) * factor, 3_600_000), (most[1] - most[0]) * 1.2)
  const share = to > from ? (around - from) / (to - from) : 0.5
  return [around - share * span, around - share * span + span]
}

/** The lanes, those of contacts first, then the busiest first. */
export function lanes(points: Point[]): string[] {
  const counts = new Map<string, { all: number; contacts: number }>()
  for (const point of points) {
    const known = counts.get(point.channel) ?? { all: 0, contacts: 0 }
    counts.set(point.channel, { all: known.all + 1, contacts: known.contacts + Number(point.contact) })
  }
  const order = ([, a]: [string, { all: number; contacts: number }], [, b]: [string, { all: number; contacts: number }]) =>
    Number(b.contacts > 0) - Number(a.contacts > 0) || b.contacts - a.contacts || b.all - a.all
  return [...counts.entries()].sort(order).map(([channel]) => channel)
}

/** A mark: one point, or several that would cover each other. */
export interface Mark {
  x: number
  lane: number
  points: Point[]
}

/** The marks of a lane: points nearer than so many pixels become one. */
export function marks(points: Point[], lane: number, place: (at: number) => number, near: number): Mark[] {
  const found: Mark[] = []
  for (const point of points) {
    const x = place(timeOfPoint(point))
    const last = found[found.length - 1]
    if (last && x - last.x < near) last.points.push(point)
    else found.push({ x, lane, points: [point] })
  }
  return found
}
