/** The codes of notes that were reported without a name: they stay in this browser, for whoever is signed in. */

/** No more are asked for at a time. */
const MOST = 200;

const key = (name: string): string => `throughline.notes.${name}`;

export function codesOf(name: string): string[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(key(name)) ?? '[]');
    return Array.isArray(kept) ? kept.filter((code) => typeof code === 'string') : [];
  } catch {
    return [];
  }
}

export function keepCode(name: string, code: string): void {
  localStorage.setItem(key(name), JSON.stringify([...codesOf(name), code].slice(-MOST)));
}
