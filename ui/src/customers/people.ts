// What a person is called and by what they were found.

import type { Wire } from '../api/client'
import { shown } from '../kit/format'

const NAMES = ['full_name', 'name', 'display_name']
const FIRST = ['first_name', 'firstname', 'given_name']
const LAST = ['last_name', 'lastname', 'family_name', 'surname']
/** Identifiers that tell somebody who it is, best first. */
const TELLING = ['email', 'phone', 'user_id', 'handle', 'loyalty_card', 'employee_id']

/** The newest values of facts by name. */
export function values(facts: Wire['WireFact'][] | null | undefined): Map<string, unknown> {
  return new Map((facts ?? []).filter((fact) => fact.newest).map((fact) => [fact.name, fact.value]))
}

/** What a person is called: their name where they told it, else the identifier that tells most. */
export function nameOf(person: Pick<Wire['WirePerson'], 'identifiers'>, told: Map<string, unknown>): string {
  const first = (names: string[]) => names.map((name) => told.get(name)).find((value) => typeof value === 'string' && value.trim())
  const whole = first(NAMES)
  if (whole) return String(whole)
  const parts = [first(FIRST), first(LAST)].filter(Boolean).map(String)
  if (parts.length) return parts.join(' ')
  const best = [...person.identifiers].sort((a, b) => rank(a.namespace) - rank(b.namespace))[0]
  return best ? best.value : 'Nobody known'
}

function rank(namespace: string): number {
  const place = TELLING.indexOf(namespace)
  return place < 0 ? TELLING.length : place
}

/** The identifiers that tell most, for a line of a list. */
export function telling(identifiers: Wire['WireIdentifier'][], most: number): Wire['WireIdentifier'][] {
  return [...identifiers].filter((one) => !one.blocked).sort((a, b) => rank(a.namespace) - rank(b.namespace)).slice(0, most)
}

/** One or two letters that stand for somebody. */
export function initials(name: string): string {
  const letters = name.split(/[\s@._-]+/).filter((word) => /^\p{L}/u.test(word)).map((word) => word[0]!.toUpperCase())
  return letters.length > 1 ? letters[0]! + letters[letters.length - 1]! : (letters[0] ?? '#')
}

/** A text cut where any of the words that were looked for begins, so that the match can be marked. */
export function marked(text: string, query: string): { text: string; hit: boolean }[] {
  const words = query.trim().split(/\s+/).filter(Boolean)
  if (!words.length) return [{ text, hit: false }]
  const escaped = words.map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
  const digits = query.replace(/\D/g, '')
  // A number is found in whatever form it is typed: `020 7946` in `+44207946`.
  if (digits.length >= 4) escaped.push(digits.replace(/^0+/, '').split('').join('[\\s-]?'))
  const pieces = text.split(new RegExp(`(${escaped.join('|')})`, 'giu'))
  return pieces.filter((piece) => piece !== '').map((piece) => ({ text: piece, hit: new RegExp(`^(?:${escaped.join('|')})$`, 'iu').test(piece) }))
}

/** A value that was told, for reading. */
export const told = (value: unknown): string => shown(value)
