import { describe, expect, it } from "vitest";
import { answerHost, type HostWindow } from "../../src/page-api/host-messages.ts";
import type { PageApi } from "../../src/page-api/page-api.ts";

const HOST = "https://school.example";

interface Message {
  readonly data: unknown;
  readonly origin: string;
}

/** A frame with an API of which `runAll` works and `run` rejects; sends messages, gives all answers. */
function frame() {
  const answers: (readonly [unknown, string])[] = [];
  const parent = { postMessage: (data: unknown, to: string) => answers.push([data, to]) };
  let listen: Parameters<HostWindow["addEventListener"]>[1] = () => {};
  const calls: unknown[][] = [];
  const api = {
    runAll: async (...args: unknown[]) => {
      calls.push(args);
    },
    run: async () => Promise.reject(new Error("There is no such cell.")),
  } as unknown as PageApi;
  answerHost(
    {
      parent,
      addEventListener(_type, listener) {
        listen = listener;
      },
    },
    HOST,
    api,
  );
  async function send({ data, origin }: Message, source: unknown = parent) {
    listen({ data, origin, source: source as MessageEventSource });
    await new Promise((resolve) => setTimeout(resolve));
    return answers.slice(1).map(([answer]) => answer);
  }
  return { send, answers, calls };
}

const call = (method: string, args: readonly unknown[] = []) => ({
  data: { routebook: "call", id: 1, method, args },
  origin: HOST,
});

describe("answerHost(page, host, api)", () => {
  it("answers the page around it, and no other origin hears it", async () => {
    const { send, answers, calls } = frame();
    await send(call("runAll"));
    expect(calls).toEqual([[]]);
    expect(answers).toEqual([
      [{ routebook: "ready" }, HOST],
      [{ routebook: "answer", id: 1, value: undefined }, HOST],
    ]);
  });

  it("answers with a sentence where a call rejects, or is none", async () => {
    const { send } = frame();
    await send(call("run", ["x"]));
    const answers = await send(call("constructor"));
    expect(answers).toEqual([
      { routebook: "answer", id: 1, error: "There is no such cell." },
      expect.objectContaining({ error: expect.stringMatching(/no method "constructor"/) }),
    ]);
  });

  it.each([
    ["another origin", { ...call("runAll"), origin: "https://evil.example" }, undefined],
    ["another window of that origin", call("runAll"), { postMessage: () => {} }],
    ["no call", { ...call("runAll"), data: "runAll" }, undefined],
    ["a call without an id", { ...call("runAll"), data: { routebook: "call" } }, undefined],
  ])("does not hear %s", async (_name, message, source) => {
    const { send, calls } = frame();
    expect(await send(message, source)).toEqual([]);
    expect(calls).toEqual([]);
  });
});
