// What arrives, live. The browser comes back by itself when the connection ends.

/** Listens until the returned function is called. `missed` is told when something may have been left out. */
export function listen<T>(address: string, hear: (item: T) => void, missed: () => void): () => void {
  const source = new EventSource(address)
  let opened = false
  source.addEventListener('interaction', (event) => hear(JSON.parse((event as MessageEvent<string>).data) as T))
  source.addEventListener('missed', missed)
  // Whatever came between two connections is read anew.
  source.addEventListener('open', () => {
    if (opened) missed()
    opened = true
  })
  return () => source.close()
}
