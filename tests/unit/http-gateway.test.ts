import { describe, expect, test } from "vitest";
import type { AskerMessage, GatewayMessage } from "../../src/shared/http.ts";
import { HttpGateway } from "../../workers/python/http-gateway.ts";
import type { DeskPost, PythonDesk } from "../../workers/python/http-gateway.ts";
import type { NewEvent } from "../../workers/python/outbox.ts";

/** The gateway with a desk that notes what it is told. */
function setUp() {
  const calls: unknown[][] = [];
  const events: NewEvent[] = [];
  const timers: (() => void)[] = [];
  let post: DeskPost | null = null;
  let quiet = 0;
  const desk = new Proxy(
    {},
    {
      get:
        (_target, name) =>
        (...args: unknown[]) => {
          calls.push([name, ...args]);
          return "{}";
        },
    },
  ) as PythonDesk;
  const gateway = new HttpGateway({
    openDesk(given) {
      post = given;
      return desk;
    },
    send: (event) => events.push(event),
    onQuiet: () => quiet++,
    setTimeout: (work) => timers.push(work),
  });
  const join = () => {
    const { port1, port2 } = new MessageChannel();
    gateway.serve(port2);
    const heard: GatewayMessage[] = [];
    port1.onmessage = ({ data }: MessageEvent<readonly GatewayMessage[]>) => heard.push(...data);
    return { heard, port: port1, say: (message: AskerMessage) => port1.postMessage(message) };
  };
  return {
    calls,
    events,
    timers,
    join,
    gateway,
    post: () => post as DeskPost | null,
    quiet: () => quiet,
  };
}

const source = { client: "Bob", initiator: null, navigation: true };
const url = "http://localhost:8000/";

async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await new Promise((resolve) => setTimeout(resolve, 1));
}

describe("HttpGateway", () => {
  test("asks for Python's side only when something is asked", async () => {
    const { join, post, calls } = setUp();
    const { port, say } = join();
    expect(post()).toBeNull();
    say({ type: "leave", id: 1 });
    await until(() => calls.length === 1);
    expect(post()).not.toBeNull();
    port.close();
  });

  test("tells Python every message, by port and number", async () => {
    const { join, calls } = setUp();
    const one = join();
    const two = join();
    const request = { method: "POST", url, headers: [], ...source };
    const bytes = new Uint8Array([1]);
    one.say({ type: "request", id: 7, request: { ...request, body: bytes } });
    one.say({ type: "request", id: 8, request: { ...request, body: null } });
    one.say({ type: "request", id: 9, request: { ...request, body: "stream" } });
    one.say({ type: "body", id: 9, bytes, last: true });
    one.say({ type: "took", id: 9, bytes: 5 });
    await until(() => calls.length === 5);
    const connect = { url, headers: [], protocols: ["json"], ...source };
    two.say({ type: "connect", id: 7, connect });
    two.say({ type: "send", id: 7, data: "hi" });
    two.say({ type: "send", id: 7, data: bytes });
    two.say({ type: "close", id: 7, code: 1000, reason: "" });
    await until(() => calls.length === 9);
    const head = (streams: boolean) => JSON.stringify({ ...request, streams });
    expect(calls).toEqual([
      ["request", "0:7", head(false), bytes],
      ["request", "0:8", head(false), undefined],
      ["request", "0:9", head(true), undefined],
      ["feed", "0:9", bytes, true],
      ["took", "0:9", 5],
      ["connect", "1:7", JSON.stringify(connect)],
      ["say", "1:7", "hi", undefined],
      ["say", "1:7", undefined, bytes],
      ["close", "1:7", 1000, ""],
    ]);
    one.port.close();
    two.port.close();
  });

  test("answers on the port that asked", async () => {
    const { join, post, calls } = setUp();
    const one = join();
    const two = join();
    two.say({ type: "leave", id: 3 });
    await until(() => calls.length === 1);
    post()?.wire("1:3", '{"type": "head", "status": 200, "reason": "", "headers": []}', undefined);
    post()?.wire("1:3", '{"type": "chunk"}', new Uint8Array([1, 2]));
    post()?.wire("1:3", '{"type": "message", "text": "hi"}', undefined);
    post()?.wire("1:3", '{"type": "message"}', new Uint8Array([3]));
    await until(() => two.heard.length === 4);
    expect(two.heard).toMatchObject([
      { id: 3, type: "head", status: 200 },
      { id: 3, type: "chunk", bytes: new Uint8Array([1, 2]) },
      { id: 3, type: "message", data: "hi" },
      { id: 3, type: "message", data: new Uint8Array([3]) },
    ]);
    expect(one.heard).toEqual([]);
    one.port.close();
    two.port.close();
  });

  test("tells the page of requests, and looks for files when all have ended", () => {
    const { gateway, post, events, timers, quiet } = setUp();
    gateway.jars();
    const tell = (kind: string) => post()?.tell(kind, "{}");
    tell("request-began");
    tell("request-began");
    tell("request-ended");
    expect(timers).toHaveLength(0);
    tell("request-ended");
    tell("served");
    expect(events.map(({ type }) => type)).toEqual([
      "request-began",
      "request-began",
      "request-ended",
      "request-ended",
      "served",
    ]);
    tell("request-began");
    timers.shift()?.();
    expect(quiet()).toBe(0);
    tell("request-ended");
    timers.shift()?.();
    expect(quiet()).toBe(1);
  });
});
