// Data that a page shows: asked again when what it depends on changes, and broken off when nobody wants it any more.

export class Loaded<T> {
  data = $state.raw<T | undefined>(undefined)
  error = $state.raw<unknown>(undefined)
  busy = $state(true)
  private again = $state(0)

  constructor(read: (signal: AbortSignal) => Promise<T>) {
    $effect(() => {
      void this.again
      const abort = new AbortController()
      this.busy = true
      read(abort.signal).then(
        (data) => {
          if (abort.signal.aborted) return
          this.data = data
          this.error = undefined
          this.busy = false
        },
        (error: unknown) => {
          if (abort.signal.aborted) return
          this.error = error
          this.busy = false
        },
      )
      return () => abort.abort()
    })
  }

  reload(): void {
    this.again += 1
  }
}

/** Asks for data while a component is there. What `read` reads of the state, before it waits, is what it depends on. */
export function load<T>(read: (signal: AbortSignal) => Promise<T>): Loaded<T> {
  return new Loaded(read)
}
