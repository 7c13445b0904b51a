import { describe, expect, it } from "vitest";
import { createSpare } from "../../src/runtime/spare-worker.ts";

/** A worker that only notes what it is told. */
class NotingWorker extends EventTarget {
  readonly told: unknown[] = [];
  ended = false;

  postMessage(message: unknown): void {
    this.told.push(message);
  }

  terminate(): void {
    this.ended = true;
  }
}

function factory() {
  const made: NotingWorker[] = [];
  const create = () => {
    const worker = new NotingWorker();
    made.push(worker);
    return worker as unknown as Worker;
  };
  return { made, create };
}

describe("createSpare(create)", () => {
  it("makes the first worker at once, and gives it out once", () => {
    const { made, create } = factory();
    const { take } = createSpare(create);
    expect(made).toHaveLength(1);
    expect(take()).toBe(made[0]);
    expect(take()).toBe(made[1]);
  });

  it("makes the first worker in a way of its own, where there is one", () => {
    const [ordinary, informed] = [factory(), factory()];
    const { take } = createSpare(ordinary.create, informed.create);
    expect(take()).toBe(informed.made[0]);
    expect(take()).toBe(ordinary.made[0]);
    expect(informed.made).toHaveLength(1);
  });

  it("gives out no worker that could not be loaded", () => {
    const { made, create } = factory();
    const { take } = createSpare(create);
    made[0]?.dispatchEvent(new Event("error"));
    expect(take()).toBe(made[1]);
    made[1]?.dispatchEvent(new Event("error"));
    expect(take()).toBe(made[2]);
  });

  it("leaves it to whoever asks to find out that there are no workers", () => {
    const { take } = createSpare(() => {
      throw new ReferenceError("Worker is not defined");
    });
    expect(take).toThrow(ReferenceError);
  });

  it("tells it things while nobody has it", () => {
    const { made, create } = factory();
    const spare = createSpare(create);
    spare.tell("early");
    spare.take();
    spare.tell("late");
    expect(made[0]?.told).toEqual(["early"]);
  });

  it("ends it only while nobody has it", () => {
    const { made, create } = factory();
    const taken = createSpare(create);
    taken.take();
    taken.end();
    createSpare(create).end();
    expect(made.map(({ ended }) => ended)).toEqual([false, true]);
  });
});
