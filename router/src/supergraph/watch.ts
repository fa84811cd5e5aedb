import type { Logger } from '@supergraph/service-kit/service';
import type { SupergraphSource } from './source.js';

/** Checks for another supergraph, which then replaces the served one. */
export interface SupergraphWatch {
  /** Checks now. Resolves when a changed supergraph is served, or refused. */
  reload(): Promise<void>;
  close(): void;
}

export interface WatchOptions {
  readonly source: SupergraphSource;
  /** The text that is served at the start. */
  readonly served: string;
  /** The interval between checks, in milliseconds. */
  readonly intervalMs: number;
  readonly logger: Logger;
  /** Serves another supergraph; throws to keep the old one. */
  readonly apply: (text: string) => Promise<void>;
  /** Called for every change, for metrics. */
  readonly observe?: (outcome: 'served' | 'refused' | 'unreadable') => void;
}

/**
 * Polls its source, because file-system notifications do not arrive on mounts that containers have. A supergraph that
 * cannot be served is reported once, not at every check, and the old one stays.
 */
export function watchSupergraph(options: WatchOptions): SupergraphWatch {
  const { source, intervalMs, logger, apply, observe } = options;
  let served = options.served;
  let refused: string | undefined;
  let running: Promise<void> | undefined;
  let isUnreadable = false;

  async function look(): Promise<void> {
    let text;
    try {
      text = await source.read();
      isUnreadable = false;
    } catch (error) {
      if (!isUnreadable)
        logger.error(
          { err: error, source: source.name },
          'the supergraph cannot be read again: the old one is served',
        );
      isUnreadable = true;
      observe?.('unreadable');
      return;
    }
    if (text === served) return;
    if (text === refused) {
      source.forget();
      return;
    }
    try {
      await apply(text);
      [served, refused] = [text, undefined];
      logger.info({ source: source.name }, 'another supergraph is served');
      observe?.('served');
    } catch (error) {
      refused = text;
      source.forget();
      logger.error(
        { err: error, source: source.name },
        'another supergraph is refused: the old one is served',
      );
      observe?.('refused');
    }
  }

  function lookOnce(): Promise<void> {
    running ??= look().finally(() => (running = undefined));
    return running;
  }

  const timer = setInterval(() => void lookOnce(), intervalMs).unref();
  return {
    async reload() {
      // A check in progress may have read before the change that caused this call.
      await running;
      refused = undefined;
      await lookOnce();
    },
    close: () => clearInterval(timer),
  };
}
