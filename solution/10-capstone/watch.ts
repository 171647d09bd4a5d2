/** Reasons to end a run early. */
export interface Watch {
  /** Rejects when there is one. */
  readonly stopped: Promise<never>;
  end(): void;
}

/** Watches for Ctrl-C, and for a server that answers no more: `stalledFor` tells for how many ms it has not. */
export function watch(stalledFor: () => number, timeout: number): Watch {
  let end = () => {};
  const stopped = new Promise<never>((_, reject) => {
    const interrupt = () => reject(new Error('interrupted'));
    const timer = setInterval(() => {
      if (stalledFor() > timeout * 1000) reject(new Error(`the server has not answered for ${timeout} s`));
    }, 50);
    process.on('SIGINT', interrupt);
    end = () => {
      clearInterval(timer);
      process.off('SIGINT', interrupt);
    };
  });
  return { stopped, end };
}
