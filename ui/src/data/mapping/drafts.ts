/** Mappings that were written and not saved, by source: kept while the reader looks at another page. */
export const drafts = new Map<string, string>();
