import { describe, expect, test } from "vitest";
import { CERTAINTY } from "../../src/shared/preview.ts";
import type { OfferClaim, RequestOffer } from "../../src/shared/preview.ts";
import { LONGEST_SILENCE, awaitBridge } from "../../workers/service/await-bridge.ts";
import { PATIENCE, findBridge } from "../../workers/service/find-bridge.ts";
import { PageOwners } from "../../workers/service/page-owners.ts";
import { readBody } from "../../workers/service/request-body.ts";
import { routeOf } from "../../workers/service/route.ts";
import type { Pages } from "../../workers/service/service-scope.ts";
import { wireHead } from "../../workers/service/wire-request.ts";
import { wire } from "./support/exchange-wire.ts";

const SCOPE = new URL("http://127.0.0.1:4174/");
const BELOW = new URL("https://school.example/course/preview/");

describe("routeOf", () => {
  test.each([
    ["http://127.0.0.1:4174/", false, SCOPE, { kind: "app" }],
    ["http://127.0.0.1:4174/__shim.js", false, SCOPE, { kind: "own" }],
    ["http://localhost:8000/api", false, SCOPE, { kind: "app" }],
    ["http://localhost:8000/", true, SCOPE, { kind: "network" }],
    ["https://example.org/a.css", false, SCOPE, { kind: "network" }],
    ["https://school.example/static/a.css", false, BELOW, { kind: "app" }],
    ["https://school.example/course/preview/__bridge.html", true, BELOW, { kind: "own" }],
    [
      "https://cdn.jsdelivr.net/npm/swagger-ui-dist@5/swagger-ui.css",
      false,
      SCOPE,
      { kind: "copy", path: "__assets/swagger-ui/swagger-ui.css" },
    ],
  ] as const)("%s (navigation: %s) below %s", (url, navigation, scope, route) => {
    expect(routeOf(new URL(url), navigation, scope)).toEqual(route);
  });
});

describe("wireHead", () => {
  const traits = { userAgent: "UA", languages: ["de-CH", "de", "en"] };

  test("says what a browser says and hides what the gateway adds", () => {
    const request = fakeRequest("http://127.0.0.1:4174/a?b#c", {
      method: "POST",
      mode: "navigate",
      referrer: "http://127.0.0.1:4174/form#x",
      headers: { "content-type": "text/plain", cookie: "a=1", "accept-encoding": "br" },
    });
    expect(wireHead(request, SCOPE, traits)).toEqual({
      method: "POST",
      url: "http://127.0.0.1:4174/a?b",
      headers: [
        ["Host", "127.0.0.1:4174"],
        ["User-Agent", "UA"],
        ["Upgrade-Insecure-Requests", "1"],
        ["Accept", "*/*"],
        ["Accept-Language", "de-CH,de;q=0.9,en;q=0.8"],
        ["Content-Type", "text/plain"],
        ["Sec-Fetch-Site", "same-origin"],
        ["Sec-Fetch-Mode", "navigate"],
        ["Sec-Fetch-Dest", "document"],
        ["Origin", "http://127.0.0.1:4174"],
        ["Referer", "http://127.0.0.1:4174/form"],
      ],
      client: "",
      initiator: "http://127.0.0.1:4174",
      navigation: true,
    });
  });

  test("takes the bridge for somebody who typed the address", () => {
    const request = fakeRequest("http://127.0.0.1:4174/", {
      mode: "navigate",
      referrer: "http://127.0.0.1:4174/__bridge.html?session=s",
    });
    const { initiator, headers } = wireHead(request, SCOPE, traits);
    expect(initiator).toBeNull();
    expect(headers).toContainEqual(["Sec-Fetch-Site", "none"]);
    expect(headers.map(([name]) => name)).not.toContain("Referer");
  });
});

describe("readBody", () => {
  const never = (): Promise<void> => new Promise(() => {});

  test("gives a short body whole", async () => {
    const request = new Request("http://a/", { method: "POST", body: "hello" });
    expect(await readBody(request, never)).toEqual({
      kind: "whole",
      bytes: new TextEncoder().encode("hello"),
    });
  });

  test("streams what is long, and what does not come at once", async () => {
    const long = new Request("http://a/", { method: "POST", body: new Uint8Array(3_000_000) });
    expect((await readBody(long, never)).kind).toBe("stream");
    const slow = new Request("http://a/", {
      method: "POST",
      body: new ReadableStream(),
      duplex: "half",
    } as RequestInit);
    expect((await readBody(slow, () => Promise.resolve())).kind).toBe("stream");
  });

  test("has none where there is none", async () => {
    expect(await readBody(new Request("http://a/"), never)).toEqual({ kind: "none" });
    const empty = new Request("http://a/", { method: "DELETE" });
    expect(await readBody(empty, never)).toEqual({ kind: "none" });
  });
});

describe("findBridge", () => {
  const { possible, likely, certain } = CERTAINTY;
  const ask = {
    url: "http://127.0.0.1:4174/a",
    navigation: true,
    clientId: "",
    resultingClientId: "n",
    keepalive: false,
  };

  test("believes a bridge that is alone", async () => {
    const bridge = new FakeBridge("one", null);
    const found = await findBridge(ask, SCOPE, pagesOf(bridge), clock());
    expect(found).toMatchObject({ session: "one", heard: false });
    expect(bridge.offers).toMatchObject([{ sole: true, url: ask.url }]);
  });

  test("asks several, and takes the one that is certain, though another spoke first", async () => {
    const bridges = [
      new FakeBridge("one", { certainty: likely, active: 9 }),
      new FakeBridge("two", { certainty: certain, active: 1 }, SCOPE, 30),
    ];
    const found = await findBridge(ask, SCOPE, pagesOf(...bridges), clock());
    expect(found).toMatchObject({ session: "two", heard: true });
    expect(bridges.map(({ taken }) => taken)).toEqual([0, 1]);
  });

  test("prefers what is likely, and what was used last", async () => {
    const used = new FakeBridge("used", { certainty: possible, active: 2 });
    const older = new FakeBridge("older", { certainty: possible, active: 1 });
    const leaving = new FakeBridge("leaving", { certainty: likely, active: 0 });
    const winner = (...bridges: readonly FakeBridge[]) =>
      findBridge(ask, SCOPE, pagesOf(...bridges), clock());
    expect(await winner(older, used)).toMatchObject({ session: "used" });
    expect(await winner(older, used, leaving)).toMatchObject({ session: "leaving" });
  });

  test("remembers whose a page is, and asks nobody else for what it needs", async () => {
    const one = new FakeBridge("one", { certainty: possible, active: 9 });
    const two = new FakeBridge("two", { certainty: certain, active: 1 });
    const pages = pagesOf(one, two);
    const effects = clock();
    await findBridge(ask, SCOPE, pages, effects);
    const file = { ...ask, navigation: false, clientId: "n", resultingClientId: "" };
    expect(await findBridge(file, SCOPE, pages, effects)).toMatchObject({ session: "two" });
    expect(await findBridge(ask, SCOPE, pages, effects)).toMatchObject({ session: "two" });
    expect(one.offers).toHaveLength(1);
    expect(await findBridge(file, SCOPE, pagesOf(one), effects)).toBeNull();
  });

  test("waits some time for the others, and no longer", async () => {
    const bridges = [
      new FakeBridge("one", { certainty: possible, active: 0 }),
      new FakeBridge("frozen", null),
    ];
    const rung: number[] = [];
    const found = await findBridge(ask, SCOPE, pagesOf(...bridges), {
      ...clock(),
      setTimeout: (work, milliseconds) => {
        rung.push(milliseconds);
        if (milliseconds < PATIENCE) queueMicrotask(work);
      },
    });
    expect(found).toMatchObject({ session: "one" });
    expect(rung).toEqual([PATIENCE, 2_000]);
  });

  test("goes by the session in the address below a path", async () => {
    const bridges = [new FakeBridge("one", null, BELOW), new FakeBridge("two", null, BELOW)];
    const page = { ...ask, url: `${BELOW.href}~two/a` };
    expect(await findBridge(page, BELOW, pagesOf(...bridges), clock())).toMatchObject({
      session: "two",
    });
    const clients = { client: `${BELOW.href}~one/a` };
    const file = {
      ...ask,
      url: "https://school.example/static/a.css",
      navigation: false,
      clientId: "client",
    };
    expect(await findBridge(file, BELOW, pagesOf(...bridges, clients), clock())).toMatchObject({
      session: "one",
    });
  });

  test("finds none where the tab is closed, or none answers", async () => {
    expect(await findBridge(ask, SCOPE, pagesOf(), clock())).toBeNull();
    const silent = [new FakeBridge("one", null), new FakeBridge("two", null)];
    expect(await findBridge(ask, SCOPE, pagesOf(...silent), clock(true))).toBeNull();
  });
});

describe("Exchange", () => {
  test("tells what was read, and that nobody reads any more", async () => {
    const { exchange, say, heard } = wire();
    say({ type: "chunk", bytes: new Uint8Array(5) }, { type: "chunk", bytes: new Uint8Array(7) });
    const reader = exchange.body().getReader();
    await reader.read();
    await reader.cancel();
    await exchange.over;
    await expect.poll(() => heard.map(({ type }) => type)).toContain("leave");
    expect(heard).toContainEqual({ type: "took", bytes: 5, id: 1 });
  });

  test("fails with the gateway's sentence, before the head and within the body", async () => {
    const before = wire();
    before.say({ type: "failed", message: "Python was restarted." });
    await expect(before.exchange.head).rejects.toThrow("Python was restarted.");
    const within = wire();
    within.say({ type: "head", status: 200, reason: "", headers: [] });
    await within.exchange.head;
    const body = new Response(within.exchange.body()).text();
    within.say({ type: "failed", message: "It broke off." });
    await expect(body).rejects.toThrow("It broke off.");
  });
});

/** What the service worker sees of a request; Node's own cannot be a navigation. */
function fakeRequest(
  url: string,
  { method = "GET", mode = "cors", referrer = "", headers = {} }: Record<string, unknown>,
): Request {
  const given = new Headers();
  const kept = new Map(Object.entries(headers as Record<string, string>));
  Object.defineProperty(given, Symbol.iterator, { value: () => kept.entries() });
  given.has = (name) => kept.has(name.toLowerCase());
  return { url, method, mode, referrer, headers: given, destination: "" } as unknown as Request;
}

type Claim = Omit<OfferClaim, "type">;

describe("awaitBridge", () => {
  test.each([
    { said: "that is gone is lost", thereFor: 0, heardAt: Infinity, lostAt: PATIENCE },
    { said: "that goes later is lost", thereFor: 12_000, heardAt: Infinity, lostAt: 15_000 },
    { said: "that computes is waited for", thereFor: Infinity, heardAt: 20_000, lostAt: null },
    {
      said: "that is frozen is lost",
      thereFor: Infinity,
      heardAt: Infinity,
      lostAt: LONGEST_SILENCE,
    },
  ])("a bridge $said", async ({ thereFor, heardAt, lostAt }) => {
    let now = 0;
    let lost: number | null = null;
    const exchange = {
      get heard(): boolean {
        return now >= heardAt;
      },
      lose(): void {
        lost = now;
      },
    };
    await awaitBridge(exchange, "bridge", {
      pages: { get: async (id) => (id === "bridge" && now < thereFor ? { url: "" } : undefined) },
      setTimeout: (work, milliseconds) => {
        now += milliseconds;
        queueMicrotask(work);
      },
    });
    expect(lost).toBe(lostAt);
  });
});

class FakeBridge {
  readonly id: string;
  readonly url: string;
  readonly offers: RequestOffer[] = [];
  taken = 0;
  readonly #claim: Claim | null;

  readonly #delay: number;

  /** `delay` in milliseconds. */
  constructor(session: string, claim: Claim | null, scope: URL = SCOPE, delay = 0) {
    this.id = session;
    this.url = `${scope.href}__bridge.html?session=${session}`;
    this.#claim = claim;
    this.#delay = delay;
  }

  postMessage(
    message: RequestOffer | { type: "routebook:taken" },
    ports: Transferable[] = [],
  ): void {
    if (message.type === "routebook:taken") {
      this.taken++;
      return;
    }
    this.offers.push(message);
    if (this.#claim === null) return;
    const claim: OfferClaim = { type: "claim", ...this.#claim };
    setTimeout(() => (ports[0] as MessagePort).postMessage(claim), this.#delay);
  }
}

function pagesOf(...all: readonly (FakeBridge | { readonly client: string })[]): Pages {
  const bridges = all.filter((one) => one instanceof FakeBridge);
  const client = all.find((one): one is { client: string } => "client" in one);
  return {
    get: async (id) => (id === "client" && client ? { url: client.client } : undefined),
    matchAll: async () => bridges as never,
    claim: async () => {},
  };
}

/** Timers that never ring, or at once. */
function clock(rings = false) {
  return {
    setTimeout: (work: () => void): void => {
      if (rings) queueMicrotask(work);
    },
    createChannel: (): MessageChannel => new MessageChannel(),
    owners: new PageOwners(),
  };
}
