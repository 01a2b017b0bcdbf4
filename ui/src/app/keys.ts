// What keys do, apart from what pages add: `/` searches, Ctrl-K commands, `g` and a letter goes to a page, `?` helps.

/** Whether somebody is typing: then letters are letters. */
export function isTyping(target: EventTarget | null): boolean {
  const element = target as HTMLElement | null
  return !!element?.closest?.('input, textarea, select, [contenteditable]')
}

export type Command = { kind: 'search' } | { kind: 'palette' } | { kind: 'help' } | { kind: 'go'; letter: string }

/** Reads presses one after the other; a `g` waits a moment for its letter. */
export class Keys {
  private waiting = 0

  read(event: Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey' | 'target'>, now: number): Command | null {
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'k') return { kind: 'palette' }
    if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return null
    if (now - this.waiting < 1200 && /^[a-z]$/.test(event.key)) {
      this.waiting = 0
      return { kind: 'go', letter: event.key }
    }
    if (event.key === 'g') this.waiting = now
    if (event.key === '/') return { kind: 'search' }
    if (event.key === '?') return { kind: 'help' }
    return null
  }
}
