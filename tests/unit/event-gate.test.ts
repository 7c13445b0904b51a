import { describe, expect, test } from "vitest";
import { EventGate } from "../../src/runtime/event-gate.ts";
import type { KernelEvent } from "../../src/shared/kernel.ts";

const notice = (seq: number): KernelEvent => ({ seq, type: "notice", run: 1, text: `${seq}` });

describe("EventGate", () => {
  test("reached() waits until that event was delivered", async () => {
    const gate = new EventGate();
    const seen: number[] = [];
    gate.listen((event) => seen.push(event.seq));
    const reached = gate.reached(2).then(() => [...seen]);
    gate.deliver([notice(1)]);
    gate.deliver([notice(2), notice(3)]);
    expect(await reached).toEqual([1, 2, 3]);
  });

  test("reached() resolves at once for what is past", async () => {
    const gate = new EventGate();
    gate.deliver([notice(1)]);
    await expect(gate.reached(1)).resolves.toBeUndefined();
  });

  test("reset() lets go of those who wait for a worker that is gone", async () => {
    const gate = new EventGate();
    const reached = gate.reached(9);
    gate.reset();
    await expect(reached).resolves.toBeUndefined();
  });

  test("a listener can stop listening", () => {
    const gate = new EventGate();
    let count = 0;
    const stop = gate.listen(() => count++);
    gate.deliver([notice(1)]);
    stop();
    gate.deliver([notice(2)]);
    expect(count).toBe(1);
  });
});
