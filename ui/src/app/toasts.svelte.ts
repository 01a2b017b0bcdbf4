// Short messages about what was done or failed, with what to do about it.

import { Problem } from '../api/client'

export interface Toast {
  id: number
  kind: 'done' | 'failed'
  text: string
  action?: { label: string; act: () => void }
}

class Toasts {
  list = $state<Toast[]>([])
  private next = 1

  done(text: string, action?: Toast['action']): void {
    this.add({ kind: 'done', text, action })
  }

  /** Says what failed. What was broken off on purpose is no failure. */
  failed(what: string, error: unknown): void {
    if (error instanceof DOMException && error.name === 'AbortError') return
    const why = error instanceof Error ? error.message : String(error)
    const gone = error instanceof Problem && error.status === 401
    this.add({ kind: 'failed', text: gone ? `${what}: your session has ended. Sign in again.` : `${what}: ${why}` })
  }

  drop(id: number): void {
    this.list = this.list.filter((toast) => toast.id !== id)
  }

  private add(toast: Omit<Toast, 'id'>): void {
    const id = this.next++
    this.list = [...this.list.slice(-3), { ...toast, id }]
    // What failed stays until it is read.
    if (toast.kind === 'done') setTimeout(() => this.drop(id), toast.action ? 10_000 : 5000)
  }
}

export const toasts = new Toasts()
