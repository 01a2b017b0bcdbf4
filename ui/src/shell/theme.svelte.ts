/** Light, dark, or as the system has it; remembered in this browser. */
export type Theme = 'system' | 'light' | 'dark';

const KEY = 'throughline.theme';
const THEMES: readonly Theme[] = ['system', 'light', 'dark'];

class Chosen {
  now = $state<Theme>(read());

  choose(theme: Theme): void {
    this.now = theme;
    localStorage.setItem(KEY, theme);
    this.show();
  }

  /** The next of the three. */
  turn(): void {
    this.choose(THEMES[(THEMES.indexOf(this.now) + 1) % THEMES.length] ?? 'system');
  }

  show(): void {
    if (this.now === 'system') delete document.documentElement.dataset['theme'];
    else document.documentElement.dataset['theme'] = this.now;
  }
}

function read(): Theme {
  const kept = localStorage.getItem(KEY);
  return THEMES.find((theme) => theme === kept) ?? 'system';
}

export const theme = new Chosen();
