// Light or dark: as the system has it, unless the reader says otherwise.

export type Theme = 'system' | 'light' | 'dark'

const KEPT = 'throughline.theme'

class Choice {
  theme = $state<Theme>('system')

  constructor() {
    const kept = localStorage.getItem(KEPT)
    if (kept === 'light' || kept === 'dark') this.set(kept)
  }

  set(theme: Theme): void {
    this.theme = theme
    if (theme === 'system') {
      delete document.documentElement.dataset.theme
      localStorage.removeItem(KEPT)
    } else {
      document.documentElement.dataset.theme = theme
      localStorage.setItem(KEPT, theme)
    }
  }

  /** From what is shown now to the other. */
  turn(): void {
    const dark = matchMedia('(prefers-color-scheme: dark)').matches
    const shown = this.theme === 'system' ? (dark ? 'dark' : 'light') : this.theme
    this.set(shown === 'dark' ? 'light' : 'dark')
  }
}

export const choice = new Choice()
