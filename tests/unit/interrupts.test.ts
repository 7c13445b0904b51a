import { afterEach, describe, expect, test, vi } from "vitest";
import { REQUESTS } from "../../src/shared/kernel.ts";
import { Interrupts, REQUEST_LIMIT } from "../../workers/python/interrupts.ts";

/** Reads the buffer as often as Pyodide would in a short while. */
function poll(buffer: { 0: number }): number {
  for (let reads = 0; reads < 1000; reads++) {
    const signal = buffer[0];
    if (signal !== 0) return signal;
  }
  return 0;
}

function setUp(flag: Int32Array | null = null) {
  const clock = { now: 0 };
  const interrupts = new Interrupts(
    flag,
    () => {},
    () => clock.now,
  );
  interrupts.open(7);
  return { interrupts, clock, buffer: interrupts.buffer };
}

/** Between runs, where requests are answered. */
function setUpRequests() {
  vi.useFakeTimers();
  const clock = { now: 0 };
  const interrupts = new Interrupts(
    null,
    () => {},
    () => clock.now,
  );
  interrupts.arm();
  return { interrupts, clock, buffer: interrupts.buffer };
}

afterEach(() => void vi.useRealTimers());

describe("Interrupts", () => {
  test("answer nothing while the runner itself works", () => {
    const { interrupts, buffer } = setUp(new Int32Array([0]));
    interrupts.begin(null, () => {});
    expect(poll(buffer)).toBe(0);
  });

  test("answer SIGINT once when the page's flag is set", () => {
    const flag = new Int32Array([0]);
    const { interrupts, buffer } = setUp(flag);
    interrupts.begin(null, () => {});
    interrupts.arm();
    flag[0] = 7;
    expect(poll(buffer)).toBe(2);
    expect(poll(buffer)).toBe(0);
    expect(interrupts.reason).toBe("stop");
  });

  test("keep a flag that the page sets between Pyodide's look and its write", () => {
    const flag = new Int32Array([0]);
    const { interrupts, buffer } = setUp(flag);
    interrupts.begin(null, () => {});
    interrupts.arm();
    expect(buffer[0]).toBe(0);
    flag[0] = 7;
    buffer[0] = 0;
    expect(poll(buffer)).toBe(2);
  });

  test("answer SIGINT once the time is over, without any shared flag", () => {
    const { interrupts, buffer, clock } = setUp();
    interrupts.begin(100, () => {});
    interrupts.arm();
    clock.now = 99;
    expect(poll(buffer)).toBe(0);
    clock.now = 101;
    expect(poll(buffer)).toBe(2);
    expect(interrupts.reason).toBe("time-limit");
  });

  test("do not count the time that the learner is asked something", () => {
    vi.useFakeTimers();
    const { interrupts, buffer, clock } = setUp();
    interrupts.begin(100, () => {});
    interrupts.arm();
    interrupts.pause();
    clock.now = 1000;
    interrupts.resume();
    expect(poll(buffer)).toBe(0);
    clock.now = 1101;
    expect(poll(buffer)).toBe(2);
  });

  test("tell when the time is over while nothing polls", () => {
    vi.useFakeTimers();
    const { interrupts } = setUp();
    const onTimeout = vi.fn<() => void>();
    interrupts.begin(100, onTimeout);
    vi.advanceTimersByTime(100);
    expect(onTimeout).toHaveBeenCalledOnce();
  });

  test("without a run are for the requests to the app, every time they are asked for", () => {
    const flag = new Int32Array([0]);
    const interrupts = new Interrupts(flag, () => {});
    const { buffer } = interrupts;
    interrupts.arm();
    expect(poll(buffer)).toBe(0);
    for (const _time of [1, 2]) {
      flag[0] = REQUESTS;
      expect(poll(buffer)).toBe(2);
      expect(poll(buffer)).toBe(0);
    }
    interrupts.open(7);
    flag[0] = REQUESTS;
    expect(poll(buffer)).toBe(0);
  });

  test("wake what waits, and only what still waits", () => {
    const { interrupts } = setUp();
    const first = vi.fn<() => void>();
    const second = vi.fn<() => void>();
    interrupts.wait(first)();
    interrupts.wait(second);
    interrupts.strike("stop");
    expect(first).not.toHaveBeenCalled();
    expect(second).toHaveBeenCalledOnce();
  });

  test("know a run that was stopped before its first line", () => {
    const flag = new Int32Array([0]);
    const { interrupts } = setUp(flag);
    expect(interrupts.stopped).toBe(false);
    flag[0] = 7;
    expect(interrupts.stopped).toBe(true);
  });

  test("do not take the stop of another run for this one's", () => {
    const flag = new Int32Array([6]);
    const { interrupts, buffer } = setUp(flag);
    interrupts.begin(null, () => {});
    interrupts.arm();
    expect(interrupts.stopped).toBe(false);
    expect(poll(buffer)).toBe(0);
  });

  test("stop a request that computes too long at a stretch, without any shared flag", () => {
    const { interrupts, buffer, clock } = setUpRequests();
    expect(poll(buffer)).toBe(0);
    clock.now = REQUEST_LIMIT;
    expect(poll(buffer)).toBe(0);
    expect(interrupts.takeOvertime()).toBe(false);
    clock.now += 1;
    expect(poll(buffer)).toBe(2);
    expect(interrupts.takeOvertime()).toBe(true);
    expect(interrupts.takeOvertime()).toBe(false);
  });

  test("let a request that goes on after its stop compute as long again", () => {
    const { buffer, clock } = setUpRequests();
    poll(buffer);
    clock.now = REQUEST_LIMIT + 1;
    expect(poll(buffer)).toBe(2);
    expect(poll(buffer)).toBe(0);
    clock.now = 2 * (REQUEST_LIMIT + 1);
    expect(poll(buffer)).toBe(2);
  });

  test("let requests run for ever that give others their turn", () => {
    const { buffer, clock } = setUpRequests();
    for (let turn = 0; turn < 5; turn++) {
      expect(poll(buffer)).toBe(0);
      clock.now += REQUEST_LIMIT - 1;
      expect(poll(buffer)).toBe(0);
      vi.advanceTimersByTime(1);
    }
  });

  test("do not count for a request what the one before it has computed", () => {
    const { interrupts, buffer, clock } = setUpRequests();
    poll(buffer);
    interrupts.disarm();
    clock.now = REQUEST_LIMIT + 1;
    interrupts.arm();
    expect(poll(buffer)).toBe(0);
  });

  test("leave a cell without a time limit alone", () => {
    const { interrupts, buffer, clock } = setUpRequests();
    interrupts.open(7);
    interrupts.begin(null, () => {});
    expect(poll(buffer)).toBe(0);
    clock.now = 10 * REQUEST_LIMIT;
    expect(poll(buffer)).toBe(0);
    expect(interrupts.reason).toBe(null);
  });
});
