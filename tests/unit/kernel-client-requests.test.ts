import { describe, expect, test } from "vitest";
import { isKernelDied } from "../../src/runtime/errors.ts";
import type { GatewayMessage, WireRequest } from "../../src/shared/http.ts";
import { REQUESTS } from "../../src/shared/kernel.ts";
import { openClient } from "./support/client-bench.ts";

function setUp(effects: Parameters<typeof openClient>[1] = {}) {
  const { client, workers, newest } = openClient(undefined, effects);
  const asked = () => newest().service.asked.map(({ type }) => type);
  return { client, workers, newest, asked };
}

function to(path: string): WireRequest {
  const url = `http://localhost:8000${path}`;
  const source = { client: "page", initiator: null, navigation: true };
  return { method: "GET", url, headers: [], body: null, ...source };
}

async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await new Promise((resolve) => setTimeout(resolve, 2));
}

const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);

describe("request()", () => {
  test("collects the answer, tells of its parts, and of what was read", async () => {
    const { client, asked } = setUp();
    await client.start([]);
    const told: unknown[] = [];
    const answer = await client.request(to("/one/two"), {
      onAccepted: () => told.push("accepted"),
      onHead: (status) => told.push(status),
      onChunk: (bytes) => told.push(text(bytes)),
    });
    expect(answer).toMatchObject({ status: 200, reason: "OK", headers: [["x-path", "/one/two"]] });
    expect(text(answer.body)).toBe("onetwo");
    expect(told).toEqual(["accepted", 200, "", "one", "two"]);
    await until(() => asked().length === 4);
    expect(asked()).toEqual(["request", "took", "took", "took"]);
  });

  test("several at once do not mix", async () => {
    const { client } = setUp();
    await client.start([]);
    const paths = ["/a", "/b", "/c"];
    const answers = await Promise.all(paths.map((path) => client.request(to(path))));
    expect(answers.map(({ body }) => text(body))).toEqual(["a", "b", "c"]);
  });

  test("waits for a kernel that is starting, and rejects where none was started", async () => {
    const { client } = setUp();
    await expect(client.request(to("/"))).rejects.toSatisfy(isKernelDied);
    void client.start([]);
    expect((await client.request(to("/"))).status).toBe(200);
  });

  test("rejects where the answer breaks off", async () => {
    const { client } = setUp();
    await client.start([]);
    await expect(client.request(to("/breaks"))).rejects.toThrow("It broke.");
  });

  test("rejects when the worker dies, and works with the next one", async () => {
    const { client, newest, asked } = setUp();
    await client.start([]);
    const lost = client.request(to("/waits"));
    lost.catch(() => {});
    await until(() => asked().length === 1);
    newest().crash("out of memory");
    await expect(lost).rejects.toSatisfy(isKernelDied);
    expect((await client.request(to("/"))).status).toBe(200);
  });

  test.for([
    { said: "stays where it answers all the same", answers: true },
    { said: "is replaced where it does not answer", answers: false },
  ])("that is aborted goes away; a worker that goes on $said", async ({ answers }) => {
    let asking = false;
    const { client, newest, asked, workers } = setUp({
      // Once it is asked whether it answers, it has all the time for that.
      setTimeout: (work, milliseconds) =>
        Number(setTimeout(work, answers && asking && milliseconds > 0 ? 60_000 : milliseconds)),
    });
    await client.start([]);
    const deaths: string[] = [];
    client.onDeath(({ message }) => deaths.push(message));
    let pings = 0;
    newest().service.ping = () => {
      pings++;
      return answers ? Promise.resolve(0) : new Promise(() => {});
    };
    const gone = new AbortController();
    const answer = client.request(to("/waits"), {
      signal: gone.signal,
      onAccepted: () => gone.abort(),
    });
    await expect(answer).rejects.toThrow(/abort/i);
    await until(() => asked().length === 2);
    expect(asked()).toEqual(["request", "leave"]);
    const first = newest().service;
    await until(() => first.interrupts.length > 0);
    asking = true;
    expect(first.options?.interruptFlag?.[0]).toBe(REQUESTS);
    // The fake does not stop.
    await until(() => pings === 1);
    if (answers) {
      expect((await client.request(to("/"))).status).toBe(200);
      expect([workers.length, deaths]).toEqual([1, []]);
    } else {
      await until(() => deaths.length > 0);
      expect(workers).toHaveLength(2);
      expect(deaths).toEqual(["A request to the app could not be stopped."]);
    }
  });

  test("an aborted one is not sent at all", async () => {
    const { client, asked } = setUp();
    await client.start([]);
    await expect(client.request(to("/"), { signal: AbortSignal.abort() })).rejects.toThrow(
      /abort/i,
    );
    expect(asked()).toEqual([]);
  });
});

describe("stopRequests()", () => {
  test("stops them, and tells of a worker that had to be replaced for it", async () => {
    const { client, asked, workers } = setUp();
    await client.start([]);
    const told: string[] = [];
    client.onDeath(({ message }) => told.push(message));
    expect(await client.stopRequests()).toBe("nothing-ran");
    let accepted = false;
    const lost = client.request(to("/waits"), { onAccepted: () => (accepted = true) });
    lost.catch(({ message }: Error) => told.push(message));
    await until(() => accepted && asked().length === 1);
    expect(await client.stopRequests()).toBe("replaced");
    await expect(lost).rejects.toThrow("restarted");
    expect(workers).toHaveLength(2);
    expect(told).toEqual([
      "A request to the app could not be stopped.",
      "The kernel was restarted.",
    ]);
  });
});

describe("ask() and connect()", () => {
  test("let the caller speak the wire's own language", async () => {
    const { client, newest } = setUp();
    await client.start([]);
    const heard: GatewayMessage[] = [];
    const listener = { hear: (message: GatewayMessage) => heard.push(message), died: () => {} };
    const exchange = client.ask({ type: "request", request: to("/a") }, listener);
    await until(() => heard.at(-1)?.type === "end");
    expect(heard.map(({ type }) => type)).toEqual(["accepted", "head", "chunk", "chunk", "end"]);
    exchange.say({ type: "took", bytes: 1 });
    exchange.leave();
    const connect = { url: "ws://localhost:8000/", headers: [], protocols: [] };
    const socket = client.connect(
      { ...connect, client: "Bob", initiator: null, navigation: false },
      listener,
    );
    socket.send("hi");
    socket.close();
    await until(() => newest().service.asked.length === 5);
    const ids = newest().service.asked.map(({ type, id }) => `${type} ${id}`);
    expect(ids).toEqual(["request 1", "took 1", "connect 2", "send 2", "close 2"]);
  });
});
