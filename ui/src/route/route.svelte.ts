/** Where the reader is: the address carries every filter and selection, so that it can be sent to a colleague. */

import { withQuery } from './query';

class Route {
  path = $state(location.pathname);
  search = $state(location.search);
  readonly parts = $derived(this.path.split('/').filter((part) => part !== '').map(decodeURIComponent));
  readonly query = $derived(new URLSearchParams(this.search));

  /** Reads the browser's address again. */
  read(): void {
    this.path = location.pathname;
    this.search = location.search;
  }

  /** Goes to an address of this interface. */
  go(address: string, how: { replace?: boolean } = {}): void {
    const before = this.path;
    if (how.replace === true) history.replaceState(null, '', address);
    else history.pushState(null, '', address);
    this.read();
    if (this.path !== before) scrollTo(0, 0);
  }

  /** Sets parts of the query and keeps the others; what is empty is left out of the address. */
  set(changes: Record<string, string | undefined>, how: { replace?: boolean } = { replace: true }): void {
    this.go(withQuery(this.path, this.search, changes), how);
  }
}

export const route = new Route();

/** Follows links within the page without loading it anew, and the browser's back and forward. */
export function startRouting(): void {
  addEventListener('popstate', () => route.read());
  document.addEventListener('click', (event) => {
    if (event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    const link = (event.target as Element | null)?.closest('a');
    if (!link || link.target !== '' || link.hasAttribute('download') || link.origin !== location.origin) return;
    if (link.pathname.startsWith('/api/') || (link.hash !== '' && link.pathname === location.pathname)) return;
    event.preventDefault();
    route.go(link.pathname + link.search);
  });
}
