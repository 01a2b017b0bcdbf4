// Numbers, moments and names as people read them.

const LANGUAGE = typeof navigator === 'undefined' ? 'en-GB' : navigator.language

const whole = new Intl.NumberFormat(LANGUAGE)
const short = new Intl.NumberFormat(LANGUAGE, { notation: 'compact', maximumFractionDigits: 1 })
const day = new Intl.DateTimeFormat(LANGUAGE, { weekday: 'short', day: 'numeric', month: 'short', year: 'numeric' })
const date = new Intl.DateTimeFormat(LANGUAGE, { day: 'numeric', month: 'short', year: 'numeric' })
const time = new Intl.DateTimeFormat(LANGUAGE, { hour: '2-digit', minute: '2-digit' })
const full = new Intl.DateTimeFormat(LANGUAGE, { dateStyle: 'full', timeStyle: 'medium' })
const relative = new Intl.RelativeTimeFormat(LANGUAGE, { numeric: 'auto' })

/** What is shown where nothing is known: never 0. */
export const NOTHING = '–'

export const count = (value: number | null | undefined): string => (value == null ? NOTHING : whole.format(value))
export const compact = (value: number | null | undefined): string => (value == null ? NOTHING : short.format(value))
export const dayOf = (at: string): string => day.format(new Date(at))
export const dateOf = (at: string): string => date.format(new Date(at))
export const timeOf = (at: string): string => time.format(new Date(at))
export const fullTime = (at: string): string => full.format(new Date(at))

const STEPS: [Intl.RelativeTimeFormatUnit, number][] = [
  ['year', 365 * 86_400], ['month', 30 * 86_400], ['day', 86_400], ['hour', 3600], ['minute', 60],
]

/** How long ago, or in how long: `3 days ago`. */
export function ago(at: string, now = Date.now()): string {
  const seconds = (new Date(at).getTime() - now) / 1000
  for (const [unit, length] of STEPS) {
    if (Math.abs(seconds) >= length) return relative.format(Math.trunc(seconds / length), unit)
  }
  return relative.format(0, 'second')
}

/** `1 contact`, `6 contacts`. */
export function plural(value: number, one: string, many = `${one}s`): string {
  return `${count(value)} ${value === 1 ? one : many}`
}

/** A name of a system as words: `call_center.care` is `Call center · care`. */
export function words(name: string): string {
  const text = name.replaceAll('_', ' ').replaceAll('.', ' · ')
  return text.charAt(0).toUpperCase() + text.slice(1)
}

/** A value that was told, as text. */
export function shown(value: unknown): string {
  if (value === null || value === undefined) return NOTHING
  if (value === true) return 'Yes'
  if (value === false) return 'No'
  if (typeof value === 'number') return whole.format(value)
  return typeof value === 'string' ? value : JSON.stringify(value)
}
