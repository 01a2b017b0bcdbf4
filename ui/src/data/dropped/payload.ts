/** What was received, laid out to be read; what is no JSON, or was cut off, is shown as it came. */
export function pretty(payload: string): string {
  try {
    JSON.parse(payload);
  } catch {
    return payload;
  }
  return indented(payload);
}

/** JSON with a line for each value. Numbers and texts stay as they were sent: parsing them would round long numbers. */
function indented(json: string): string {
  let depth = 0;
  const line = () => `\n${'  '.repeat(depth)}`;
  return (json.match(/"(?:[^"\\]|\\.)*"|[{[]\s*[}\]]|[^\s]/g) ?? [])
    .map((token) => {
      switch (token) {
        case '{':
        case '[':
          depth++;
          return token + line();
        case '}':
        case ']':
          depth--;
          return line() + token;
        case ',':
          return token + line();
        case ':':
          return ': ';
        default:
          return token;
      }
    })
    .join('');
}
