/** Languages by their tags: what they are called. */

const names = new Intl.DisplayNames(['en'], { type: 'language' });

export function languageName(tag: string): string {
  try {
    return names.of(tag) ?? tag;
  } catch {
    // What is no tag is called as it was written.
    return tag;
  }
}

/** Those for which the pages have words of their own, offered first. */
export const OFFERED = ['en', 'de', 'fr', 'es', 'pt', 'it', 'nl', 'ar', 'he'];
