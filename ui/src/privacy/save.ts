/** Saves what the server gives out as a file of the reader's. */
import { api, ask } from '../api/client';

export type ExportFormat = 'json' | 'html';

export function save(content: Blob, name: string): void {
  const address = URL.createObjectURL(content);
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  URL.revokeObjectURL(address);
}

/** Gives out everything that is held of a person; where it answers a request, it completes it. */
export async function saveExport(person: string, format: ExportFormat, request?: string): Promise<void> {
  const query = { format, ...(request === undefined ? {} : { request }) };
  const asked = api.GET('/api/v1/people/{id}/export', { params: { path: { id: person }, query }, parseAs: 'blob' });
  // The document describes the JSON; whatever the format, what arrives is kept as it is.
  save((await ask(asked)) as unknown as Blob, `${person}.${format}`);
}
