/** What keys mean. Pure: the state and the key go in, what to do comes out; the shell does it. */

export type Key = { key: string; ctrl: boolean; typing: boolean };

export type Meaning =
  | { kind: 'search' }
  | { kind: 'palette' }
  | { kind: 'help' }
  | { kind: 'page'; letter: string }
  | { kind: 'move'; by: 1 | -1 }
  | { kind: 'wait' }
  | { kind: 'none' };

/** How long the letter after `g` is waited for, in milliseconds. */
export const WAIT_FOR_LETTER = 1500;

/** Reads keys one after the other; `g` waits for the letter of a page. */
export class Keys {
  #wentAt = Number.NEGATIVE_INFINITY;

  read({ key, ctrl, typing }: Key, now: number): Meaning {
    const afterGo = now - this.#wentAt < WAIT_FOR_LETTER;
    this.#wentAt = Number.NEGATIVE_INFINITY;
    if (ctrl) return key.toLowerCase() === 'k' ? { kind: 'palette' } : { kind: 'none' };
    if (typing) return { kind: 'none' };
    if (afterGo && /^[a-z]$/.test(key)) return { kind: 'page', letter: key };
    switch (key) {
      case '/':
        return { kind: 'search' };
      case '?':
        return { kind: 'help' };
      case 'j':
        return { kind: 'move', by: 1 };
      case 'k':
        return { kind: 'move', by: -1 };
      case 'g':
        this.#wentAt = now;
        return { kind: 'wait' };
      default:
        return { kind: 'none' };
    }
  }
}

/** Whether what has the focus takes letters as text. */
export const takesText = (element: Element | null): boolean =>
  element !== null && (element.matches('input, textarea, select') || (element as HTMLElement).isContentEditable);

/** Moves the focus to the next or the previous row of the page; the first, where no row has it. */
export function moveFocus(by: 1 | -1, root: ParentNode = document): void {
  const rows = [...root.querySelectorAll<HTMLElement>('[data-row]')].filter((row) => row.offsetParent !== null);
  const at = rows.findIndex((row) => row === document.activeElement || row.contains(document.activeElement));
  const row = at < 0 ? rows[by === 1 ? 0 : rows.length - 1] : rows[at + by];
  row?.focus();
  row?.scrollIntoView({ block: 'nearest' });
}
