import { describe, expect, it } from "vitest";
import { TurnPost } from "../../src/shared/turn-post.ts";

function open() {
  const posted: unknown[] = [];
  let time = 0;
  const port = {
    postMessage: (message: unknown, transfer: unknown) => posted.push([message, transfer]),
  };
  const post = new TurnPost<string>(port, () => time);
  return { post, posted, pass: (milliseconds: number) => (time += milliseconds) };
}

describe("TurnPost", () => {
  it("posts what was said in one turn as one array, in its order", async () => {
    const { post, posted } = open();
    const { buffer } = new Uint8Array(1);
    post.say("head");
    post.say("chunk", [buffer]);
    post.say("end");
    expect(posted).toEqual([]);
    await Promise.resolve();
    expect(posted).toEqual([[["head", "chunk", "end"], [buffer]]]);
  });

  it("posts what the next turn says anew", async () => {
    const { post, posted } = open();
    post.say("one");
    await Promise.resolve();
    post.say("two");
    await Promise.resolve();
    expect(posted).toEqual([
      [["one"], []],
      [["two"], []],
    ]);
  });

  it("does not hold messages back in a turn that goes on and on", () => {
    const { post, posted, pass } = open();
    post.say("head");
    pass(4);
    post.poll();
    expect(posted).toEqual([]);
    pass(1);
    post.poll();
    expect(posted).toEqual([[["head"], []]]);
    post.poll();
    expect(posted).toHaveLength(1);
  });
});
