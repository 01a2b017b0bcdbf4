/** The live stream of interactions, kept open: browsers come back by themselves, and this one says when lines were missed. */
import type { LiveLine } from './types';

export type StreamState = 'connecting' | 'open' | 'lost';

export type Listener = {
  line: (line: LiveLine) => void;
  /** Lines were missed: what is shown must be read again. */
  missed: () => void;
  state?: (state: StreamState) => void;
};

/** Listens, to one person or to all; call what is returned to stop. */
export function listen(person: string | undefined, listener: Listener): () => void {
  const address = person === undefined ? '/api/v1/stream' : `/api/v1/stream?person=${encodeURIComponent(person)}`;
  let source: EventSource | undefined;
  let again: ReturnType<typeof setTimeout> | undefined;
  let openedBefore = false;
  let waits = 1000;

  const open = () => {
    listener.state?.('connecting');
    source = new EventSource(address);
    source.addEventListener('open', () => {
      waits = 1000;
      listener.state?.('open');
      // The stream does not replay what came while it was away.
      if (openedBefore) listener.missed();
      openedBefore = true;
    });
    source.addEventListener('interaction', (event) => listener.line(JSON.parse((event as MessageEvent<string>).data) as LiveLine));
    source.addEventListener('missed', () => listener.missed());
    source.addEventListener('error', () => {
      listener.state?.('lost');
      // A browser gives up for good when it is refused, as while the server starts: then it is tried anew.
      if (source?.readyState !== EventSource.CLOSED) return;
      again = setTimeout(open, waits);
      waits = Math.min(waits * 2, 30_000);
    });
  };

  open();
  return () => {
    clearTimeout(again);
    source?.close();
  };
}
