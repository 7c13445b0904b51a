import { afterEach, describe, expect, test, vi } from "vitest";
import type { KernelEvent } from "../../src/shared/kernel.ts";
import { Outbox } from "../../workers/python/outbox.ts";

const BOUNDS = { head: 10, tail: 4, displays: 2, delay: 16, prompt: 2 };

function outbox() {
  const posts: (readonly KernelEvent[])[] = [];
  const clock = { now: 0 };
  const box = new Outbox(
    (events) => posts.push(events),
    () => clock.now,
    BOUNDS,
  );
  box.begin(1);
  const texts = () =>
    posts.flat().map((event) => (event.type === "stream" ? event.text : `<${event.type}>`));
  return { box, posts, clock, texts };
}

afterEach(() => void vi.useRealTimers());

describe("Outbox", () => {
  test("numbers events from 1 without gaps", () => {
    const { box, posts } = outbox();
    box.stream("stdout", "a\n");
    box.send({ type: "notice", run: 1, text: "n" });
    expect(posts.flat().map((event) => event.seq)).toEqual([1, 2]);
    expect(box.lastSeq).toBe(2);
  });

  test("posts the first few lines at once, each whole", () => {
    const { box, texts } = outbox();
    for (const part of ["a", "\n", "b", "\n"]) box.stream("stdout", part);
    expect(texts()).toEqual(["a\n", "b\n"]);
  });

  test("joins a flood into one message a frame", () => {
    vi.useFakeTimers();
    const { box, posts, clock, texts } = outbox();
    for (const digit of "1234") box.stream("stdout", `${digit}\n`);
    expect(posts).toHaveLength(2);
    clock.now = 20;
    box.poll();
    expect(texts()).toEqual(["1\n", "2\n", "3\n4\n"]);
  });

  test("keeps the order of the two streams", () => {
    const { box, texts, posts } = outbox();
    box.stream("stdout", "1");
    box.stream("stderr", "2");
    box.stream("stdout", "3");
    box.end();
    expect(texts()).toEqual(["1", "2", "3"]);
    expect(posts.flat().map((event) => event.type === "stream" && event.name)).toEqual([
      "stdout",
      "stderr",
      "stdout",
    ]);
  });

  test("shows the beginning and the end of too much text, and how much is missing", () => {
    const { box, posts, texts } = outbox();
    box.stream("stdout", "0123456789");
    for (let index = 0; index < 50; index++) box.stream("stdout", "abcdef");
    box.end();
    expect(texts().join("")).toMatch(/^0123456789<skipped>[a-f]*cdef$/);
    const skipped = posts.flat().find((event) => event.type === "skipped");
    const shown = texts().join("").replace("<skipped>", "").length;
    expect(skipped).toMatchObject({ characters: 310 - shown });
  });

  test("bounds the displays of a run and says so", () => {
    const { box, texts, posts } = outbox();
    for (let index = 0; index < 5; index++) {
      box.display({
        type: "display",
        run: 1,
        bundle: {},
        displayId: null,
        update: false,
        result: false,
      });
    }
    box.end();
    expect(texts()).toEqual(["<display>", "<display>", "<notice>"]);
    expect(posts.flat().at(-1)).toMatchObject({ text: expect.stringContaining("3 more results") });
  });

  test("gives each run bounds of its own", () => {
    const { box, texts } = outbox();
    box.stream("stdout", "0123456789x");
    box.end();
    box.begin(2);
    box.stream("stdout", "fresh");
    box.end();
    expect(texts()).toEqual(["0123456789", "x", "fresh"]);
  });
});
