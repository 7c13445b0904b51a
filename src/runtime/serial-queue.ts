import { deferred } from "../shared/deferred.ts";
/** Runs asynchronous work one after the other, in the order asked. */
export class SerialQueue {
  #last: Promise<unknown> = Promise.resolve();

  /**
   * Resolves with the work's result. Aborting before its turn takes it out of the queue; aborting
   * during it calls `onAbort`. Either way the promise rejects with the signal's reason.
   */
  add<Result>(
    work: () => Promise<Result>,
    signal?: AbortSignal,
    onAbort: () => void = () => {},
  ): Promise<Result> {
    const before = this.#last;
    const turn = (async () => {
      await before;
      signal?.throwIfAborted();
      if (signal === undefined) return await work();
      const aborted = deferred<never>();
      const abort = () => {
        onAbort();
        aborted.reject(signal.reason);
      };
      signal.addEventListener("abort", abort, { once: true });
      try {
        return await Promise.race([work(), aborted.promise]);
      } finally {
        signal.removeEventListener("abort", abort);
      }
    })();
    this.#last = turn.catch(() => {});
    return turn;
  }
}
