/** What was received, laid out to be read; what is no JSON, or was cut off, is shown as it came. */
export function pretty(payload: string): string {
  try {
    return JSON.stringify(JSON.parse(payload), null, 2);
  } catch {
    return payload;
  }
}
