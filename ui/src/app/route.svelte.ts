// Where the reader is. Every filter and selection is in the address, so that a view can be sent to a colleague.

class Route {
  path = $state(location.pathname)
  search = $state(location.search)
  query = $derived(new URLSearchParams(this.search))

  /** The parts of the path: `/customers/p_1` is `['customers', 'p_1']`. */
  parts = $derived(this.path.split('/').filter(Boolean).map(decodeURIComponent))

  constructor() {
    addEventListener('popstate', () => this.read())
  }

  /** Goes to an address of this application. */
  go(href: string, { replace = false } = {}): void {
    if (replace) history.replaceState(null, '', href)
    else history.pushState(null, '', href)
    const before = this.path
    this.read()
    if (!replace && this.path !== before) scrollTo(0, 0)
  }

  /** Changes parameters of the address; null takes one away. */
  set(changes: Record<string, string | null>, { replace = true } = {}): void {
    const query = new URLSearchParams(this.search)
    for (const [name, value] of Object.entries(changes)) {
      if (value === null || value === '') query.delete(name)
      else query.set(name, value)
    }
    const text = query.toString()
    this.go(text ? `${this.path}?${text}` : this.path, { replace })
  }

  private read(): void {
    this.path = location.pathname
    this.search = location.search
  }
}

export const route = new Route()

/** Lets links of this application change the address without loading the page again. */
export function followLinks(event: MouseEvent): void {
  if (event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return
  const link = (event.target as Element | null)?.closest('a')
  if (!link || link.target || link.hasAttribute('download') || link.origin !== location.origin) return
  if (link.pathname.startsWith('/api/')) return
  event.preventDefault()
  route.go(link.pathname + link.search + link.hash)
}
