// The timeline in pages, newest first, with what arrives while it is read.

import type { Wire } from '../api/client'

export type Item = Wire['WireItem']

/** How many interactions are asked for at once, and drawn or left out together. */
export const CHUNK = 60

/** The day of the reader's clock on which something happened. */
export function dayKey(at: string): string {
  const date = new Date(at)
  return `${date.getFullYear()}-${date.getMonth()}-${date.getDate()}`
}

/** The items of a chunk by day; `before` is the last item of the chunk before. */
export function byDay(items: Item[], before: Item | undefined): { day: string; at: string; goesOn: boolean; items: Item[] }[] {
  const days: { day: string; at: string; goesOn: boolean; items: Item[] }[] = []
  for (const item of items) {
    const day = dayKey(item.occurred_at)
    const last = days[days.length - 1]
    if (last?.day === day) last.items.push(item)
    else days.push({ day, at: item.occurred_at, goesOn: !last && !!before && dayKey(before.occurred_at) === day, items: [item] })
  }
  return days
}

/** What has arrived, where it belongs: newest first, nothing twice. */
export function withArrived(items: Item[], arrived: Item): Item[] {
  if (items.some((item) => item.id === arrived.id)) return items
  const place = items.findIndex((item) => item.occurred_at <= arrived.occurred_at)
  // Older than everything that is shown: it comes with the next page.
  if (place < 0 && items.length > 0) return items
  return place < 0 ? [arrived] : [...items.slice(0, place), arrived, ...items.slice(place)]
}

export const chunks = <T>(items: T[], size: number): T[][] =>
  Array.from({ length: Math.ceil(items.length / size) }, (_, place) => items.slice(place * size, (place + 1) * size))
