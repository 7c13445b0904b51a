import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startNodeKernel } from "../../scripts/node-kernel.ts";
import type { NodeKernel } from "../../scripts/node-kernel.ts";
import { ensurePacks } from "../../scripts/packs/ensure-packs.ts";
import { KernelDied } from "../../src/runtime/errors.ts";
import { HttpAsker } from "../../src/runtime/http-asker.ts";
import { sendRequest } from "../../src/runtime/send-request.ts";
import type { SendOptions } from "../../src/runtime/send-request.ts";
import type { GatewayMessage, WireRequest, WireTrace } from "../../src/shared/http.ts";

/** The page's end of the wire, joined to the kernel on real Pyodide. */
let node: NodeKernel;
let asker: HttpAsker;
let runs = 0;

beforeAll(async () => {
  node = await startNodeKernel(await ensurePacks());
  asker = new HttpAsker({
    async connect() {
      const { port1, port2 } = new MessageChannel();
      await node.kernel.serveHttp(port2);
      return port1;
    },
    onStuck: () => {},
    patience: 1000,
    setTimeout: (work, milliseconds) => Number(setTimeout(work, milliseconds)),
    clearTimeout: (timer) => clearTimeout(timer),
  });
});

afterAll(() => {
  asker.lose(new KernelDied("The test is over."));
  node.close();
});

async function run(code: string) {
  const id = ++runs;
  const cell = { cell: `cell-${id}`, label: `cell ${id}`, code };
  const result = await node.kernel.run({ ...cell, run: id, timeLimit: 20_000, typed: [] });
  expect(result.error).toBeNull();
  return result;
}

function send(method: string, path: string, rest: Partial<WireRequest> & SendOptions = {}) {
  const { signal, onAccepted, onHead, onChunk, ...wanted } = rest;
  const url = `http://localhost:8000${path}`;
  const source = { client: "page", initiator: null, navigation: true };
  const request: WireRequest = { method, url, headers: [], body: null, ...source, ...wanted };
  return sendRequest(asker, request, {
    ...(signal && { signal }),
    ...(onAccepted && { onAccepted }),
    ...(onHead && { onHead }),
    ...(onChunk && { onChunk }),
  });
}

const text = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);
const bytes = (value: string): Uint8Array => new TextEncoder().encode(value);

async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await new Promise((resolve) => setTimeout(resolve, 5));
}

function traces(): WireTrace[] {
  return node.events.flatMap((event) => (event.type === "request-ended" ? [event.trace] : []));
}

describe("a request to a WSGI app", () => {
  test("without an app is answered with a sentence", async () => {
    const answer = await send("GET", "/");
    expect(answer.status).toBe(503);
    expect(text(answer.body)).toMatch(/No app answers here yet\. Run the cell/);
  });

  test("gets status, headers and body, while no cell runs", async () => {
    await run(`
def app(environ, start_response):
    start_response("201 Made", [("X-Two", "a"), ("X-Two", "b")])
    return [environ["REQUEST_METHOD"].encode(), b" ", environ["wsgi.input"].read()]
`);
    const answer = await send("POST", "/x", { body: bytes("grüß") });
    expect(answer).toMatchObject({ status: 201, reason: "Made" });
    expect(answer.headers).toEqual([
      ["X-Two", "a"],
      ["X-Two", "b"],
    ]);
    expect(text(answer.body)).toBe("POST grüß");
  });

  test("runs once a cell that computes has ended", async () => {
    const order: string[] = [];
    const cell = run("sum(range(3_000_000))").then(() => order.push("cell"));
    const answer = send("GET", "/", { onAccepted: () => order.push("accepted") });
    await Promise.all([cell, answer]);
    expect(order.toSorted()).toEqual(["accepted", "cell"]);
  });

  test("runs while a cell awaits", async () => {
    const cell = run("import asyncio\nanswered = asyncio.Event()\nawait answered.wait()");
    await run.call(null, "1").catch(() => {});
    await cell.catch(() => {});
  }, 1);
});
