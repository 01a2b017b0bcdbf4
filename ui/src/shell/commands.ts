/** What the command palette offers, besides the people that it finds. */
import type { IconName } from '../kit/icons';
import { route } from '../route/route.svelte';
import { offered, offeredParts } from './pages';
import { session } from './session.svelte';
import { theme } from './theme.svelte';
import { toasts } from './toasts.svelte';

export type Command = { id: string; name: string; note?: string; icon: IconName; run: () => void };

export function commands(help: () => void): Command[] {
  const pages = offered().flatMap((page): Command[] => [
    { id: page.at, name: page.name, note: `g ${page.letter}`, icon: page.icon, run: () => route.go(`/${page.at}`) },
    ...offeredParts(page).map((part) => ({
      id: `${page.at}/${part.at}`,
      name: `${page.name}: ${part.name}`,
      icon: page.icon,
      run: () => route.go(`/${page.at}/${part.at}`),
    })),
  ]);
  return [
    ...pages,
    { id: 'theme-light', name: 'Light colours', icon: 'sun', run: () => theme.choose('light') },
    { id: 'theme-dark', name: 'Dark colours', icon: 'moon', run: () => theme.choose('dark') },
    { id: 'theme-system', name: 'Colours as the system has them', icon: 'system', run: () => theme.choose('system') },
    { id: 'help', name: 'Keyboard help', note: '?', icon: 'help', run: help },
    { id: 'sign-out', name: 'Sign out', icon: 'signout', run: () => void session.signOut().catch((error) => toasts.failed(error)) },
  ];
}
