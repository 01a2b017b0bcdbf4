/** What a chart of stacked bars is made of. */
export type Series = { id: string; label: string; colour: string };

/** One bar: its amounts by series, what it is called in full, and what stands below it. */
export type Bar = { key: string; label: string; tick: string; values: Record<string, number> };
