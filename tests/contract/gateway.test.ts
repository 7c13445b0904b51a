import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { GatewayMessage } from "../../src/shared/http.ts";
import { GatewayBench, bytes, text, until } from "./support/gateway-bench.ts";

/** Requests, bodies and streams between the page and apps in the kernel. */
let bench: GatewayBench;

beforeAll(async () => {
  bench = await GatewayBench.start();
});

afterAll(() => bench.close());

const WSGI = `
def app(environ, start_response):
    start_response("201 Made", [("X-Two", "a"), ("X-Two", "b")])
    return [environ["REQUEST_METHOD"].encode(), b" ", environ["wsgi.input"].read()]
`;

describe("a request", () => {
  test("without an app is answered with a sentence", async () => {
    const answer = await bench.send("GET", "/");
    expect(answer.status).toBe(503);
    expect(text(answer.body)).toMatch(/No app answers here yet\. Run the cell/);
  });

  test("gets status, headers and body, while no cell runs", async () => {
    await bench.run(WSGI);
    const answer = await bench.send("POST", "/x", { body: bytes("grüß") });
    expect(answer).toMatchObject({ status: 201, reason: "Made" });
    expect(answer.headers).toEqual([
      ["X-Two", "a"],
      ["X-Two", "b"],
    ]);
    expect(text(answer.body)).toBe("POST grüß");
  });

  test("waits for a cell that computes", async () => {
    await bench.run(`
total = None
def app(environ, start_response):
    start_response("200 OK", [])
    return [str(total).encode()]
`);
    const cell = bench.run("total = sum(range(2_000_000))");
    const answer = await bench.send("GET", "/");
    await cell;
    expect(text(answer.body)).toBe("1999999000000");
  });

  test("is answered while a cell awaits", async () => {
    const order: string[] = [];
    const cell = bench
      .run("import asyncio\nawait asyncio.sleep(0.3)")
      .then(() => order.push("cell"));
    await bench.send("GET", "/").then(() => order.push("answer"));
    await cell;
    expect(order).toEqual(["answer", "cell"]);
  });

  test("one of a hundred gets its own answer", async () => {
    await bench.run(`
import asyncio
async def app(scope, receive, send):
    if scope["type"] != "http":
        raise NotImplementedError
    await asyncio.sleep(0.01)
    await send({"type": "http.response.start", "status": 200, "headers": []})
    await send({"type": "http.response.body", "body": scope["path"].encode()})
`);
    const paths = Array.from({ length: 100 }, (_, number) => `/${number}`);
    const answers = await Promise.all(paths.map((path) => bench.send("GET", path)));
    expect(answers.map(({ body }) => text(body))).toEqual(paths);
  });

  test("that no client may send is refused with a sentence", async () => {
    await expect(bench.send("GE T", "/")).rejects.toThrow("'GE T' is no HTTP method.");
    const headers = [["X-A", "1\r\nX-B: 2"]] as const;
    await expect(bench.send("GET", "/", { headers })).rejects.toThrow(/line break/);
  });
});

describe("a body", () => {
  test("of a hundred megabytes goes in; a larger one is refused with 413", async () => {
    await bench.run(`
def app(environ, start_response):
    start_response("200 OK", [])
    return [str(len(environ["wsgi.input"].read())).encode()]
`);
    const answer = await bench.send("POST", "/", { body: new Uint8Array(100_000_000) });
    expect(text(answer.body)).toBe("100000000");
    const refused = await bench.send("POST", "/", { body: new Uint8Array(100_000_001) });
    expect(refused.status).toBe(413);
    expect(text(refused.body)).toMatch(/at most 100,000,000 bytes/);
  });

  test("is sent in parts where it streams", async () => {
    const heard: GatewayMessage[] = [];
    const url = "http://localhost:8000/";
    const source = { client: "", initiator: null, navigation: true };
    const exchange = bench.asker.ask(
      {
        type: "request",
        request: { method: "POST", url, headers: [], body: "stream", ...source },
      },
      { hear: (message) => heard.push(message), died: (error) => expect.fail(error.message) },
    );
    exchange.say({ type: "body", bytes: bytes("one "), last: false });
    exchange.say({ type: "body", bytes: bytes("two"), last: true });
    await until(() => heard.at(-1)?.type === "end");
    const parts = heard.flatMap((part) => (part.type === "chunk" ? [text(part.bytes)] : []));
    expect(parts.join("")).toBe("7");
  });

  test("that comes back longer than can be kept is given up", async () => {
    await bench.run(`
def app(environ, start_response):
    start_response("200 OK", [])
    for _ in range(200):
        yield b"x" * 1_000_000
`);
    await expect(bench.send("GET", "/")).rejects.toThrow(
      /longer than 100,000,000 bytes|wait to be read/,
    );
    const [trace] = bench.traces.slice(-1);
    expect(trace?.responseBytes).toBeLessThan(200_000_000);
  });
});

describe("a streamed answer", () => {
  test("comes in parts, and its app hears when the reader goes", async () => {
    await bench.run(`
import asyncio
heard = []
async def app(scope, receive, send):
    if scope["type"] != "http":
        raise NotImplementedError
    await send({"type": "http.response.start", "status": 200, "headers": []})
    async def tick():
        for number in range(1000):
            await send({"type": "http.response.body", "body": b"%d" % number, "more_body": True})
            await asyncio.sleep(0.01)
    ticking = asyncio.ensure_future(tick())
    await receive()
    heard.append((await receive())["type"])
    ticking.cancel()
`);
    const before = bench.traces.length;
    const parts: string[] = [];
    const gone = new AbortController();
    const answer = bench.send(
      "GET",
      "/",
      {},
      {
        signal: gone.signal,
        onChunk: (part) => {
          parts.push(text(part));
          if (parts.length === 3) gone.abort();
        },
      },
    );
    await expect(answer).rejects.toThrow(/abort/i);
    expect(parts).toEqual(["0", "1", "2"]);
    await until(() => bench.traces.length > before);
    expect(bench.traces.at(-1)?.state).toBe("disconnected");
    await bench.run("assert heard == ['http.disconnect'], heard");
  });

  test("of a generator is closed when the reader goes", async () => {
    await bench.run(`
closed = []
def app(environ, start_response):
    start_response("200 OK", [])
    try:
        while True:
            yield b"tick"
    finally:
        closed.append(True)
`);
    const before = bench.traces.length;
    const gone = new AbortController();
    const answer = bench.send("GET", "/", {}, { signal: gone.signal, onChunk: () => gone.abort() });
    await expect(answer).rejects.toThrow(/abort/i);
    await until(() => bench.traces.length > before);
    expect(bench.traces.at(-1)?.state).toBe("disconnected");
    await bench.run("assert closed == [True]");
  });

  test("is given up where its app never answers and does not listen", async () => {
    await bench.run(`
import asyncio
async def app(scope, receive, send):
    if scope["type"] == "http":
        await asyncio.sleep(3600)
`);
    const before = bench.traces.length;
    const gone = new AbortController();
    const answer = bench.send(
      "GET",
      "/",
      {},
      { signal: gone.signal, onAccepted: () => gone.abort() },
    );
    await expect(answer).rejects.toThrow(/abort/i);
    await until(() => bench.traces.length > before);
    expect(bench.traces.at(-1)).toMatchObject({ state: "disconnected", failure: null });
  });
});
