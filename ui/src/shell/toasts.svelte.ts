/** Short messages at the edge: what was done (with its undo), what failed and what to do. Failures stay until they are read. */
import { asFailure } from '../api/failure';

export type Toast = {
  id: number;
  tone: 'done' | 'failed';
  title: string;
  detail: string | undefined;
  action: { label: string; run: () => void } | undefined;
};

const DONE_FOR = 6000;

class Toasts {
  all = $state.raw<readonly Toast[]>([]);
  #next = 1;

  #add(toast: Omit<Toast, 'id'>): number {
    const id = this.#next++;
    this.all = [...this.all.slice(-3), { ...toast, id }];
    return id;
  }

  done(title: string, action?: Toast['action']): void {
    const id = this.#add({ tone: 'done', title, detail: undefined, action });
    setTimeout(() => this.close(id), action ? DONE_FOR * 2 : DONE_FOR);
  }

  failed(error: unknown, action?: Toast['action']): void {
    const failure = asFailure(error);
    this.#add({ tone: 'failed', title: failure.title, detail: failure.message, action });
  }

  close(id: number): void {
    this.all = this.all.filter((toast) => toast.id !== id);
  }
}

export const toasts = new Toasts();
