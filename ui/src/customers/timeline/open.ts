/** Opening an interaction from elsewhere on its person's page, and bringing it into view. */
import { route } from '../../route/route.svelte';

/** Where the timeline begins: an interaction that is not among those read is shown there. */
export const TIMELINE = 'timeline';

export const lineId = (interaction: string): string => `line-${interaction}`;

export function bringIntoView(interaction: string, how: ScrollBehavior): void {
  const line = document.getElementById(lineId(interaction));
  if (line) line.scrollIntoView({ block: 'center', behavior: how });
  else document.getElementById(TIMELINE)?.scrollIntoView({ block: 'start', behavior: how });
}

export function openInteraction(interaction: string): void {
  route.set({ open: interaction });
  requestAnimationFrame(() => bringIntoView(interaction, 'smooth'));
}
