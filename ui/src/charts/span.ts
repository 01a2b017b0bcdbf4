/** A span of time on an axis, in milliseconds since 1970, and how it is zoomed and moved within its bounds. */
export type Span = { from: number; to: number };

/** Closer than this nobody needs to look. */
const LEAST = 10 * 60_000;

const length = ({ from, to }: Span): number => to - from;

/** A span brought within its bounds, keeping its length where it fits. */
export function within(span: Span, bounds: Span): Span {
  const size = Math.min(Math.max(length(span), LEAST), Math.max(length(bounds), LEAST));
  const from = Math.min(Math.max(span.from, bounds.from), Math.max(bounds.to - size, bounds.from));
  return { from, to: from + size };
}

/** Zooms by a factor (under 1 closer) and keeps the moment at a share of the width where it is. */
export function zoomed(span: Span, factor: number, share: number, bounds: Span): Span {
  const kept = span.from + length(span) * share;
  const size = Math.max(length(span) * factor, LEAST);
  return within({ from: kept - size * share, to: kept + size * (1 - share) }, bounds);
}

/** Moves by a share of the width; to the right is later. */
export function moved(span: Span, share: number, bounds: Span): Span {
  const by = length(span) * share;
  return within({ from: span.from + by, to: span.to + by }, bounds);
}

/** A span with some room at both ends. */
export function padded(span: Span, share = 0.06, least = 0): Span {
  const room = Math.max(length(span) * share, (least - length(span)) / 2);
  return { from: span.from - room, to: span.to + room };
}
