/** Figures as CSV (RFC 4180), the way spreadsheets read them. */

export type Cell = string | number | null | undefined;

/** A text that begins like a formula would be one in a spreadsheet; the apostrophe makes it a text. */
const plain = (text: string): string => (/^[=+\-@\t\r]/.test(text) ? `'${text}` : text);

function field(cell: Cell): string {
  if (cell == null) return '';
  if (typeof cell === 'number') return String(cell);
  const text = plain(cell);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** A head and its rows; what is not known stays empty. */
export const csv = (rows: readonly (readonly Cell[])[]): string => rows.map((row) => `${row.map(field).join(',')}\r\n`).join('');
