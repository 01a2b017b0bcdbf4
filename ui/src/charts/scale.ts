// From values to places and back, and where an axis has its marks.

export interface Scale {
  (value: number): number
  invert(place: number): number
  domain: [number, number]
}

/** A straight scale from a domain to a range of pixels. */
export function linear(domain: [number, number], range: [number, number]): Scale {
  const [low, high] = domain
  const span = high - low || 1
  const scale = ((value: number) => range[0] + ((value - low) / span) * (range[1] - range[0])) as Scale
  scale.invert = (place) => low + ((place - range[0]) / (range[1] - range[0] || 1)) * span
  scale.domain = domain
  return scale
}

export interface Tick {
  at: number
  label: string
}

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

type Step = { length: number; floor: (date: Date) => Date; next: (date: Date) => Date; label: (date: Date, first: boolean) => string }

const format = (options: Intl.DateTimeFormatOptions) => {
  const formatter = new Intl.DateTimeFormat(typeof navigator === 'undefined' ? 'en-GB' : navigator.language, options)
  return (date: Date) => formatter.format(date)
}
const hour = format({ hour: '2-digit', minute: '2-digit' })
const day = format({ day: 'numeric', month: 'short' })
const month = format({ month: 'short' })
const year = format({ year: 'numeric' })

const minutes = (count: number): Step => ({
  length: count * MINUTE,
  floor: (date) => new Date(date.getFullYear(), date.getMonth(), date.getDate(), date.getHours(), Math.floor(date.getMinutes() / count) * count),
  next: (date) => new Date(date.getTime() + count * MINUTE),
  label: (date, first) => (first || (date.getHours() === 0 && date.getMinutes() === 0) ? day(date) : hour(date)),
})
const hours = (count: number): Step => ({
  length: count * HOUR,
  floor: (date) => new Date(date.getFullYear(), date.getMonth(), date.getDate(), Math.floor(date.getHours() / count) * count),
  next: (date) => new Date(date.getFullYear(), date.getMonth(), date.getDate(), date.getHours() + count),
  label: (date, first) => (first || date.getHours() === 0 ? day(date) : hour(date)),
})
const days = (count: number): Step => ({
  length: count * DAY,
  floor: (date) => new Date(date.getFullYear(), date.getMonth(), Math.floor((date.getDate() - 1) / count) * count + 1),
  next: (date) => {
    const next = new Date(date.getFullYear(), date.getMonth(), date.getDate() + count)
    // The days of a month begin anew: no mark stands a day or two before the first.
    const left = new Date(date.getFullYear(), date.getMonth() + 1, 1)
    return next >= left || left.getTime() - next.getTime() < (count * DAY) / 2 ? left : next
  },
  label: (date) => day(date),
})
const months = (count: number): Step => ({
  length: count * 30 * DAY,
  floor: (date) => new Date(date.getFullYear(), Math.floor(date.getMonth() / count) * count, 1),
  next: (date) => new Date(date.getFullYear(), date.getMonth() + count, 1),
  label: (date, first) => (date.getMonth() === 0 || first ? (date.getMonth() === 0 ? year(date) : `${month(date)} ${year(date)}`) : month(date)),
})
const years = (count: number): Step => ({
  length: count * 365 * DAY,
  floor: (date) => new Date(Math.floor(date.getFullYear() / count) * count, 0, 1),
  next: (date) => new Date(date.getFullYear() + count, 0, 1),
  label: (date) => year(date),
})

const STEPS = [
  minutes(1), minutes(5), minutes(15), minutes(30), hours(1), hours(3), hours(6), hours(12), days(1), days(2), days(7), days(14),
  months(1), months(3), months(6), years(1), years(2), years(5), years(10),
]

/** Marks of a time axis, at most so many, at whole hours, days, months or years of the reader's clock. */
export function timeTicks(domain: [number, number], most: number): Tick[] {
  const span = domain[1] - domain[0]
  const step = STEPS.find((one) => span / one.length <= most) ?? STEPS[STEPS.length - 1]!
  const ticks: Tick[] = []
  let date = step.floor(new Date(domain[0]))
  while (date.getTime() <= domain[1] && ticks.length <= most + 2) {
    if (date.getTime() >= domain[0]) ticks.push({ at: date.getTime(), label: step.label(date, ticks.length === 0) })
    date = step.next(date)
  }
  return ticks
}

/** Round marks of an axis of numbers, at most so many. */
export function numberTicks(domain: [number, number], most: number): number[] {
  const span = domain[1] - domain[0]
  if (span <= 0 || most < 1) return [domain[0]]
  const rough = span / most
  const power = 10 ** Math.floor(Math.log10(rough))
  const step = [1, 2, 5, 10].map((one) => one * power).find((one) => one >= rough - 1e-12) ?? 10 * power
  const ticks: number[] = []
  for (let at = Math.ceil(domain[0] / step); at * step <= domain[1] + step * 1e-9; at += 1) ticks.push(Number((at * step).toPrecision(12)))
  return ticks
}
