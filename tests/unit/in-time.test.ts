import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { inTime } from "../../src/runtime/in-time.ts";

const timers = {
  setTimeout: (work: () => void, milliseconds: number) => Number(setTimeout(work, milliseconds)),
  clearTimeout: (timer: number) => clearTimeout(timer),
};

describe("inTime(promise, milliseconds, timers)", () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it("is false once the time is over, and true for what settles before, either way", async () => {
    const late = inTime(new Promise(() => {}), 100, timers);
    await vi.advanceTimersByTimeAsync(101);
    expect(await late).toBe(false);
    expect(await inTime(Promise.resolve(), 100, timers)).toBe(true);
    expect(await inTime(Promise.reject(new Error("no")), 100, timers)).toBe(true);
    expect(vi.getTimerCount()).toBe(0);
  });

  it("hears what lay in the queue when a page that was held up looks at its timers", async () => {
    let answer = () => {};
    const heard = inTime(new Promise<void>((resolve) => (answer = resolve)), 100, timers);
    // Due at the same moment, and behind the timer in the queue.
    setTimeout(() => answer(), 100);
    await vi.advanceTimersByTimeAsync(101);
    expect(await heard).toBe(true);
  });
});
