/** Progress of long work: a line on a terminal, nothing in a pipe. */

export interface Progress {
  step(): void;
  end(): void;
}

/** Shows how much of `total` is done, on stderr if that is a terminal. */
export function showProgress(what: string, total: number): Progress {
  let done = 0;
  const { stderr } = process;
  const paint = (): void => {
    stderr.write(`\r${what} ${done} of ${total}\u001b[K`);
  };
  if (!stderr.isTTY || total < 2) return { step: () => undefined, end: () => undefined };
  paint();
  return {
    step: () => {
      done += 1;
      paint();
    },
    end: () => {
      stderr.write('\r\u001b[K');
    },
  };
}
