import { describe, expect, test } from "vitest";
import { REQUESTS } from "../../src/shared/kernel.ts";
import { AskedFlag } from "../../workers/python/asked-flag.ts";
import { Interrupts } from "../../workers/python/interrupts.ts";

const ADDRESS = "https://routebook.test/__routebook/interrupt?kernel=k";

/** A flag whose answers the test gives, each of which takes `cost` milliseconds. */
function setUp({ cost = 1 } = {}) {
  const world = { now: 0, cost, asked: [] as string[], answer: (): string => "go on" };
  const now = () => world.now;
  const flag = new AskedFlag((address) => {
    world.asked.push(address);
    world.now += world.cost;
    return world.answer();
  }, now);
  flag.watch(ADDRESS);
  /** Computes for so many milliseconds, and gives when it was told to stop. */
  const compute = (milliseconds: number, run = 7): number | null => {
    const end = world.now + milliseconds;
    for (; world.now < end; world.now += 1) {
      if (flag.strikes(run, world.now)) return world.now;
    }
    return null;
  };
  return { world, flag, compute, now };
}

function throwing(): never {
  throw new Error("NetworkError");
}

describe("AskedFlag", () => {
  test("does not look while code is short", () => {
    const { world, flag, compute } = setUp();
    for (let cell = 0; cell < 20; cell++) {
      flag.begin();
      expect(compute(299)).toBe(null);
    }
    expect(world.asked).toEqual([]);
  });

  test("looks for nobody who has not said that he answers", () => {
    const flag = new AskedFlag(throwing, () => 0);
    flag.begin();
    expect(flag.strikes(7, 10_000)).toBe(false);
  });

  test("sees Stop well within the page's patience", () => {
    const { world, flag, compute } = setUp();
    flag.begin();
    expect(compute(5000)).toBe(null);
    const pressed = world.now;
    world.answer = () => "stop 7 1";
    expect((compute(2000) ?? Infinity) - pressed).toBeLessThan(200);
    expect(world.asked.every((address) => address === ADDRESS)).toBe(true);
  });

  test("spends at most a fortieth of the time on looking, and still sees Stop where that is slow", () => {
    for (const cost of [1, 5, 10]) {
      const { world, flag, compute } = setUp({ cost });
      flag.begin();
      compute(20_000);
      expect(world.asked.length).toBeGreaterThan(10);
      expect(world.asked.length * cost).toBeLessThanOrEqual(20_000 / 40);
    }
    const slow = setUp({ cost: 400 });
    slow.flag.begin();
    slow.world.answer = () => "stop 7 1";
    expect(slow.compute(2000)).not.toBe(null);
  });

  test("strikes once for each press", () => {
    const { world, flag, compute } = setUp();
    flag.begin();
    world.answer = () => "stop 7 1";
    expect(compute(2000)).not.toBe(null);
    expect(compute(2000)).toBe(null);
    world.answer = () => "stop 7 2";
    expect(compute(2000)).not.toBe(null);
  });

  test("leaves alone what another run is to end with", () => {
    const { world, flag, compute } = setUp();
    flag.begin();
    world.answer = () => "stop 6 1";
    expect(compute(2000)).toBe(null);
  });

  test("is not put off by one slow look, as when the service worker has to start", () => {
    const { world, flag, compute } = setUp({ cost: 3 });
    flag.begin();
    world.cost = 300;
    compute(301);
    world.cost = 3;
    world.answer = () => "stop 7 1";
    const slow = world.now;
    expect((compute(2000) ?? Infinity) - slow).toBeLessThan(400);
  });

  test("forgives one look that nobody answered", () => {
    const { world, flag, compute } = setUp();
    world.answer = throwing;
    flag.begin();
    compute(400);
    world.answer = () => "stop 7 1";
    expect(compute(500)).not.toBe(null);
  });

  test.each([
    ["nobody answers", throwing, 2],
    ["another answers", () => "<!doctype html>", 1],
  ])("gives up for the run where %s, and waits longer in the next", (_name, answer, looks) => {
    const { world, flag, compute } = setUp();
    for (const [run, waited] of [300, 600, 1200].entries()) {
      world.answer = answer;
      const began = world.now;
      flag.begin();
      compute(waited - 1);
      expect(world.asked).toHaveLength(run * looks);
      expect(compute(10_000)).toBe(null);
      expect(world.asked).toHaveLength((run + 1) * looks);
      expect(world.now - began).toBeGreaterThan(10_000);
    }
  });

  test("comes back after it had given up", () => {
    const { world, flag, compute } = setUp();
    world.answer = () => "<!doctype html>";
    for (let run = 0; run < 2; run++) {
      flag.begin();
      compute(1000);
    }
    world.answer = () => "stop 7 1";
    flag.begin();
    expect(compute(1199)).toBe(null);
    expect(compute(10)).not.toBe(null);
  });

  test("is eager again after a look that went well, or with a new address", () => {
    const { world, flag, compute } = setUp();
    world.answer = () => "";
    flag.begin();
    compute(1000);
    flag.watch(ADDRESS);
    world.answer = () => "stop 7 1";
    flag.begin();
    expect(compute(310)).not.toBe(null);
  });
});

describe("Interrupts that ask", () => {
  function poll(buffer: { 0: number }): number {
    for (let reads = 0; reads < 1000; reads++) {
      const signal = buffer[0];
      if (signal !== 0) return signal;
    }
    return 0;
  }

  function setUpInterrupts() {
    const parts = setUp();
    const interrupts = new Interrupts(null, () => {}, parts.now, parts.flag);
    return { ...parts, interrupts, buffer: interrupts.buffer };
  }

  test("stop the run that computes, once", () => {
    const { interrupts, buffer, world } = setUpInterrupts();
    interrupts.open(7);
    interrupts.begin(null, () => {});
    interrupts.arm();
    world.answer = () => "stop 7 1";
    expect(poll(buffer)).toBe(0);
    world.now = 400;
    expect(poll(buffer)).toBe(2);
    expect(interrupts.reason).toBe("stop");
    world.answer = () => "stop 7 2";
    world.now = 4000;
    expect(poll(buffer)).toBe(0);
  });

  test("do not let the stop of a run that has ended reach the next", () => {
    const { interrupts, buffer, world } = setUpInterrupts();
    world.answer = () => "stop 7 1";
    interrupts.open(8);
    interrupts.begin(null, () => {});
    interrupts.arm();
    world.now = 400;
    expect(poll(buffer)).toBe(0);
    expect(interrupts.reason).toBe(null);
  });

  test("never look while the runner itself works", () => {
    const { interrupts, buffer, world } = setUpInterrupts();
    interrupts.open(7);
    interrupts.begin(null, () => {});
    world.now = 4000;
    expect(poll(buffer)).toBe(0);
    expect(world.asked).toEqual([]);
  });

  test("stop a request to the app that computes, and not one that has only begun", () => {
    const { interrupts, buffer, world } = setUpInterrupts();
    world.now = 60_000;
    interrupts.arm();
    world.answer = () => `stop ${REQUESTS} 1`;
    expect(poll(buffer)).toBe(0);
    expect(world.asked).toEqual([]);
    world.now += 400;
    expect(poll(buffer)).toBe(2);
    world.now += 400;
    expect(poll(buffer)).toBe(0);
    expect(interrupts.takeOvertime()).toBe(false);
  });
});
