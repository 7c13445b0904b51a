/** Page timers. */
export interface Timers {
  readonly setTimeout: (work: () => void, milliseconds: number) => number;
  readonly clearTimeout: (timer: number) => void;
}

/** Whether the promise settles, either way, within so many milliseconds. */
export async function inTime(
  promise: Promise<unknown>,
  milliseconds: number,
  { setTimeout, clearTimeout }: Timers,
): Promise<boolean> {
  let timer = 0;
  const late = new Promise<boolean>((resolve) => {
    timer = setTimeout(() => {
      // Where the page itself was held up, what came in time is next in the queue.
      timer = setTimeout(() => resolve(false), 0);
    }, milliseconds);
  });
  const settled = promise.then(
    () => true,
    () => true,
  );
  const outcome = await Promise.race([settled, late]);
  clearTimeout(timer);
  return outcome;
}
