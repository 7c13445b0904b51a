/** How far a step is, in bytes or in things. */
export interface StepProgress {
  readonly done: number;
  readonly total: number;
  readonly unit: "bytes" | "files";
}

/** Tells the person at the terminal what happens. */
export interface Reporter {
  /** Runs one long step; its progress is shown while it lasts, its time when it ends. */
  step<T>(title: string, work: (progress: (now: StepProgress) => void) => Promise<T>): Promise<T>;
  note(text: string): void;
}

/** What a reporter writes to; `process.stdout` fits. */
export interface Terminal {
  readonly isTTY?: boolean;
  write(text: string): unknown;
}

const megabytes = (bytes: number): string => (bytes / 1e6).toFixed(bytes < 1e7 ? 1 : 0);

/** "12 of 61 MB" or "40 of 113". */
export function formatProgress({ done, total, unit }: StepProgress): string {
  return unit === "bytes"
    ? `${megabytes(Math.min(done, total))} of ${megabytes(total)} MB`
    : `${done} of ${total}`;
}

/** A line that rewrites itself on a terminal, a line every few seconds elsewhere (logs of CI). */
export function createReporter(terminal: Terminal = process.stdout, now = Date.now): Reporter {
  const interactive = terminal.isTTY === true;
  const quietTime = interactive ? 80 : 5000;
  return {
    async step(title, work) {
      const start = now();
      let last = interactive ? 0 : start;
      terminal.write(interactive ? `  ${title} …` : `${title} …\n`);
      const result = await work((progress) => {
        if (now() - last < quietTime) return;
        last = now();
        const text = `${title}: ${formatProgress(progress)}`;
        terminal.write(interactive ? `\r\u001b[K  ${text}` : `  ${text}\n`);
      });
      const seconds = ((now() - start) / 1000).toFixed(1);
      terminal.write(
        interactive ? `\r\u001b[K✓ ${title} (${seconds} s)\n` : `  done (${seconds} s)\n`,
      );
      return result;
    },
    note: (text) => void terminal.write(`${text}\n`),
  };
}

/** Says nothing; for callers that have no terminal. */
export const silentReporter: Reporter = {
  step: (_title, work) => work(() => undefined),
  note: () => undefined,
};
