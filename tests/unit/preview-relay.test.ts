import { signal } from "@preact/signals-core";
import { describe, expect, test } from "vitest";
import { CookieFeed } from "../../src/preview/cookie-feed.ts";
import { needsEmbedderPolicy, type PageIsolation } from "../../src/preview/embedder-policy.ts";
import { findOrigin } from "../../src/preview/find-origin.ts";
import { RelayedRequest, type RelayOptions } from "../../src/preview/relay-request.ts";
import { relaySocket } from "../../src/preview/relay-socket.ts";
import { KernelDied } from "../../src/runtime/errors.ts";
import type { ExchangeListener } from "../../src/runtime/http-exchange.ts";
import { deferred } from "../../src/shared/deferred.ts";
import type {
  AskerMessage,
  GatewayMessage,
  JarCookie,
  WireConnect,
  WithoutId,
} from "../../src/shared/http.ts";
import { mountAt, type BridgeCommand } from "../../src/shared/preview.ts";

const PLACE = { mount: mountAt("http://p:1/", "s"), origin: "http://localhost:8000", client: "Al" };
const REQUEST = {
  method: "GET",
  url: "http://p:1/a",
  headers: [],
  body: null,
  client: "",
  initiator: null,
  navigation: true,
} as const;

describe("RelayedRequest", () => {
  test("asks the gateway in the app's words, and answers in the page's", async () => {
    const { worker, asked, gateway, heard, told } = relay();
    worker({ type: "request", request: REQUEST });
    await expect.poll(() => asked.length).toBe(1);
    expect(asked[0]).toMatchObject({
      type: "request",
      request: { url: "http://localhost:8000/a", client: "Al" },
    });
    gateway({ type: "accepted" });
    gateway({ type: "head", status: 303, reason: "See Other", headers: [["Location", "/b"]] });
    gateway({ type: "chunk", bytes: new Uint8Array([1]) });
    gateway({ type: "end" });
    await expect.poll(() => heard.length).toBe(3);
    expect(heard[0]).toMatchObject({ type: "head", headers: [["Location", "http://p:1/b"]] });
    expect(heard.map(({ type }) => type)).toEqual(["head", "chunk", "end"]);
    expect(told).toEqual(["asked http://localhost:8000/a", "accepted", "head 303", "over"]);
  });

  test("passes on what follows the request, and that nobody waits any more", async () => {
    const { worker, said } = relay();
    worker({ type: "request", request: { ...REQUEST, method: "POST", body: "stream" } });
    worker({ type: "body", bytes: new Uint8Array(3), last: true });
    worker({ type: "leave" });
    await expect.poll(() => said).toEqual(["body", "leave"]);
  });

  test("lets no answer pass before scripts see its cookies", async () => {
    const seen = deferred();
    const { worker, asked, gateway, heard } = relay({ beforeHead: () => seen.promise });
    worker({ type: "request", request: REQUEST });
    await expect.poll(() => asked.length).toBe(1);
    gateway({ type: "head", status: 200, reason: "", headers: [] });
    gateway({ type: "end" });
    await Promise.resolve();
    expect(heard).toEqual([]);
    seen.resolve();
    await expect.poll(() => heard.map(({ type }) => type)).toEqual(["head", "end"]);
  });

  test("tells a circle of redirects from a path", async () => {
    const { worker, asked, gateway, heard } = relay({ hop: 19 });
    worker({ type: "request", request: REQUEST });
    await expect.poll(() => asked.length).toBe(1);
    gateway({ type: "head", status: 302, reason: "", headers: [["Location", "/a"]] });
    await expect.poll(() => heard.length).toBe(1);
    expect(heard[0]).toMatchObject({
      type: "failed",
      message: expect.stringContaining("redirects in a circle"),
    });
  });

  test("leaves the page where it is when it is stopped", async () => {
    const { worker, asked, said, heard, relayed, told } = relay();
    worker({ type: "request", request: REQUEST });
    await expect.poll(() => asked.length).toBe(1);
    relayed.stop();
    await expect.poll(() => heard.length).toBe(2);
    expect(heard[0]).toMatchObject({ type: "head", status: 204 });
    expect(said).toEqual(["leave"]);
    expect(told.at(-1)).toBe("over");
  });

  test("says that Python died", async () => {
    const { worker, asked, die, heard, told } = relay();
    worker({ type: "request", request: REQUEST });
    await expect.poll(() => asked.length).toBe(1);
    die("Python was restarted.");
    await expect.poll(() => heard).toMatchObject([{ type: "failed" }]);
    expect(told).toContain("failed Python was restarted.");
  });
});

describe("relaySocket", () => {
  test("joins page and gateway, and closes what the page left", async () => {
    const { port1, port2 } = new MessageChannel();
    const calls: unknown[] = [];
    let app: ExchangeListener | null = null;
    relaySocket({
      port: port1,
      gateway: {
        connect(connect: WireConnect, listener) {
          app = listener;
          calls.push(connect.url);
          return {
            send: (data) => calls.push(data),
            close: (code, reason) => calls.push([code, reason]),
          };
        },
      },
      place: () => PLACE,
      userAgent: "UA",
    });
    const heard: GatewayMessage[] = [];
    port2.onmessage = ({ data }: MessageEvent<readonly GatewayMessage[]>) => heard.push(...data);
    const say = (message: WithoutId<AskerMessage>) => port2.postMessage({ ...message, id: 1 });
    const connect = {
      url: "ws://p:1/ws",
      headers: [],
      protocols: [],
      client: "",
      initiator: "http://p:1",
      navigation: false,
    };
    say({ type: "connect", connect });
    say({ type: "send", data: "hi" });
    say({ type: "leave" });
    await expect.poll(() => calls).toEqual(["ws://localhost:8000/ws", "hi", [1001, ""]]);
    (app as ExchangeListener | null)?.died(new KernelDied("gone"));
    await expect.poll(() => heard).toMatchObject([{ type: "closed", code: 1006 }]);
    port1.close();
  });
});

describe("CookieFeed", () => {
  const cookie = (name: string, httpOnly: boolean): JarCookie => ({
    name,
    value: "1",
    domain: "localhost",
    path: "/",
    hostOnly: true,
    expires: null,
    secure: false,
    httpOnly,
    sameSite: "lax",
  });

  test("sends what scripts may see, and waits until it is there", async () => {
    const { feed, sent } = cookieFeed();
    const done = feed.refresh();
    await expect.poll(() => sent.length).toBe(1);
    expect(sent[0]?.cookies.map(({ name }) => name)).toEqual(["seen"]);
    expect(Object.keys(sent[0]?.cookies[0] ?? {})).not.toContain("httpOnly");
    feed.acknowledge(sent[0]?.number ?? 0);
    await expect(done).resolves.toBeUndefined();
  });

  test("waits for edits of scripts, and tells how many are in the jar", async () => {
    const { feed, sent, edits } = cookieFeed();
    expect(feed.settled).toBeNull();
    feed.edit("http://localhost:8000/", "a=1", 1);
    feed.edit("http://localhost:8000/", "b=2", 2);
    await feed.settled;
    expect(edits).toEqual(["a=1", "b=2"]);
    await expect.poll(() => sent.at(-1)?.edits).toBe(2);
    expect(feed.settled).toBeNull();
  });

  function cookieFeed() {
    const sent: Extract<BridgeCommand, { type: "cookies" }>[] = [];
    const edits: string[] = [];
    const feed = new CookieFeed({
      gateway: {
        jars: async () => ({ Al: [cookie("seen", false), cookie("hidden", true)], Bo: [] }),
        editJar: async (_client, edit) => {
          edits.push(edit.type === "script" ? edit.text : edit.type);
        },
      },
      client: signal("Al"),
      send: (command) => sent.push(command),
      setTimeout: () => undefined,
    });
    return { feed, sent, edits };
  }
});

describe("needsEmbedderPolicy", () => {
  const ask = (page: PageIsolation, policy: string | null) =>
    needsEmbedderPolicy("http://a/b/", page, async (url) => {
      expect(url).toBe("http://a/b/preview.json");
      if (policy === null) throw new Error("offline");
      return new Response("{}", { headers: { "Cross-Origin-Embedder-Policy": policy } });
    });

  test("where the page is isolated, or would be if no other page were around it", async () => {
    expect(await ask({ isolated: true, framed: true }, "")).toBe(true);
    expect(await ask({ isolated: false, framed: true }, "require-corp")).toBe(true);
    expect(await ask({ isolated: false, framed: true }, "unsafe-none")).toBe(false);
    expect(await ask({ isolated: false, framed: true }, null)).toBe(false);
    expect(await ask({ isolated: false, framed: false }, "require-corp")).toBe(false);
  });
});

describe("findOrigin", () => {
  const find = (answer: () => Response) => findOrigin("http://a/b/", async () => answer());

  test.each([
    ['{"origin":"http://127.0.0.1:4174"}', "http://127.0.0.1:4174"],
    ['{"origin":null}', null],
    ['{"origin":"no"}', null],
    ["not JSON", null],
  ])("reads %s", async (text, origin) => {
    expect(await find(() => new Response(text))).toBe(origin);
  });

  test("has none where the file is not there", async () => {
    expect(await find(() => new Response("", { status: 404 }))).toBeNull();
    expect(
      await find(() => {
        throw new TypeError("Failed to fetch");
      }),
    ).toBeNull();
  });
});

/** A relayed request between a service worker and a gateway that do what the test says. */
function relay(options: Partial<RelayOptions> = {}) {
  const { port1, port2 } = new MessageChannel();
  const heard: GatewayMessage[] = [];
  const asked: WithoutId<AskerMessage>[] = [];
  const said: string[] = [];
  const told: string[] = [];
  let listener: ExchangeListener | null = null;
  port2.onmessage = ({ data }: MessageEvent<readonly GatewayMessage[]>) => heard.push(...data);
  const relayed = new RelayedRequest({
    port: port1,
    gateway: {
      ask(first, hears) {
        asked.push(first);
        listener = hears;
        return { say: ({ type }) => said.push(type), leave: () => said.push("leave") };
      },
    },
    hop: 0,
    place: () => PLACE,
    isolated: false,
    beforeAsking: () => null,
    beforeHead: () => null,
    listener: {
      asked: (url) => told.push(`asked ${url}`),
      accepted: () => told.push("accepted"),
      head: (status) => told.push(`head ${status}`),
      failed: (message) => told.push(`failed ${message}`),
      over: () => told.push("over"),
    },
    ...options,
  });
  return {
    relayed,
    heard,
    asked,
    said,
    told,
    worker: (message: WithoutId<AskerMessage>) => port2.postMessage({ ...message, id: 1 }),
    gateway: (message: WithoutId<GatewayMessage>) =>
      listener?.hear({ ...message, id: 9 } as GatewayMessage),
    die: (message: string) => listener?.died(new KernelDied(message)),
  };
}
