import { describe, expect, it } from "vitest";
import { createSpare } from "../../src/runtime/spare-worker.ts";

/** Workers that are only counted. */
function factory() {
  const made: EventTarget[] = [];
  const create = () => {
    const worker = new EventTarget();
    made.push(worker);
    return worker as Worker;
  };
  return { made, create };
}

describe("createSpare(create)", () => {
  it("makes the first worker at once, and gives it out once", () => {
    const { made, create } = factory();
    const take = createSpare(create);
    expect(made).toHaveLength(1);
    expect(take()).toBe(made[0]);
    expect(take()).toBe(made[1]);
  });

  it("gives out no worker that could not be loaded", () => {
    const { made, create } = factory();
    const take = createSpare(create);
    made[0]?.dispatchEvent(new Event("error"));
    expect(take()).toBe(made[1]);
    made[1]?.dispatchEvent(new Event("error"));
    expect(take()).toBe(made[2]);
  });

  it("leaves it to whoever asks to find out that there are no workers", () => {
    const take = createSpare(() => {
      throw new ReferenceError("Worker is not defined");
    });
    expect(take).toThrow(ReferenceError);
  });
});
