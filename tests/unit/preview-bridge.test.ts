import { describe, expect, test } from "vitest";
import { fileNameIn } from "../../src/bridge/page-downloads.ts";
import { findDoor, type PageDoor } from "../../src/bridge/page-door.ts";
import { mapped } from "../../src/bridge/page-links.ts";
import { PageTracker } from "../../src/bridge/page-tracker.ts";
import type { TrackedFrame } from "../../src/bridge/page-tracker.ts";
import { ScriptCookies } from "../../src/bridge/script-cookies.ts";
import { startServiceWorker } from "../../src/bridge/start-service-worker.ts";
import { Visited } from "../../src/bridge/visited.ts";
import { CERTAINTY, mountAt } from "../../src/shared/preview.ts";
import type { RequestOffer, ScriptCookie } from "../../src/shared/preview.ts";

describe("PageTracker", () => {
  const { possible, likely, certain } = CERTAINTY;
  const offer = (more: Partial<RequestOffer>): RequestOffer => ({
    type: "routebook:offer",
    url: "http://p/a",
    navigation: true,
    clientId: "",
    resultingClientId: "new",
    keepalive: false,
    sole: false,
    ...more,
  });
  const tracker = (effects: { frames?: readonly TrackedFrame[]; leaving?: boolean } = {}) => {
    let now = 1_000;
    return {
      wait: (ms: number) => {
        now += ms;
      },
      it: new PageTracker({
        now: () => now,
        frames: () => effects.frames ?? [],
        isLeaving: () => effects.leaving ?? false,
      }),
    };
  };

  test("is certain of a page that it expects, for as long as that may take", () => {
    const { it, wait } = tracker();
    expect(it.judge(offer({}))).toEqual({ certainty: possible, main: true, hop: 0 });
    it.expect("http://p/a#part", true);
    expect(it.judge(offer({}))).toEqual({ certainty: certain, main: true, hop: 0 });
    wait(11_000);
    expect(it.judge(offer({})).certainty).toBe(possible);
  });

  test("claims an address once, though pane and page both announced it", () => {
    const { it } = tracker();
    it.expect("http://p/a", true);
    it.expect("http://p/a", true);
    it.take(offer({}));
    expect(it.judge(offer({ resultingClientId: "of another tab" })).certainty).toBe(possible);
  });

  test("is certain of what its pages ask for", () => {
    const { it } = tracker();
    const file = offer({ navigation: false, clientId: "new", resultingClientId: "" });
    expect(it.judge(file).certainty).toBe(possible);
    it.take(offer({}));
    expect(it.judge(file)).toEqual({ certainty: certain, main: false, hop: 0 });
  });

  test("counts the redirects of a page", () => {
    const { it } = tracker();
    it.expect("http://p/a", true);
    for (const [hop, url] of ["http://p/a", "http://p/b", "http://p/c"].entries()) {
      expect(it.judge(offer({ url }))).toEqual({ certainty: certain, main: true, hop });
      it.take(offer({ url }));
    }
  });

  test("knows what the workers of its pages ask for", () => {
    const { it } = tracker();
    it.take(offer({}));
    const script = { navigation: false, clientId: "new", resultingClientId: "worker" };
    it.take(offer(script));
    const file = offer({ navigation: false, clientId: "worker", resultingClientId: "" });
    expect(it.judge(file).certainty).toBe(certain);
  });

  test("tells a frame within the page from the page", () => {
    const a = { url: "http://p/a#x", arrived: false };
    const other = { url: "http://p/other", arrived: true };
    const { it } = tracker({ frames: [a, other] });
    expect(it.judge(offer({}))).toEqual({ certainty: likely, main: false, hop: 0 });
    const again = offer({ url: other.url });
    expect(it.judge(again)).toEqual({ certainty: possible, main: false, hop: 0 });
    const elsewhere = offer({ url: "http://p/b" });
    expect(it.judge(elsewhere)).toEqual({ certainty: possible, main: false, hop: 0 });
    const { it: leaving } = tracker({ frames: [other], leaving: true });
    expect(leaving.judge(offer({}))).toEqual({ certainty: likely, main: true, hop: 0 });
  });

  test("remembers when it was last asked", () => {
    const { it, wait } = tracker();
    wait(500);
    it.take(offer({ navigation: false }));
    expect(it.active).toBe(0);
    it.take(offer({}));
    expect(it.active).toBe(1_500);
  });
});

describe("ScriptCookies", () => {
  const page = new URL("http://localhost:8000/shop/cart");
  const cookie = (name: string, more: Partial<ScriptCookie> = {}): ScriptCookie => ({
    name,
    value: "1",
    domain: "localhost",
    path: "/",
    hostOnly: true,
    expires: null,
    ...more,
  });
  const filled = (...cookies: readonly ScriptCookie[]): ScriptCookies => {
    const made = new ScriptCookies(() => 1_000_000);
    made.replace(cookies, 0);
    return made;
  };

  test("shows what goes with the page, longer paths first", () => {
    const cookies = filled(
      cookie("root"),
      cookie("shop", { path: "/shop" }),
      cookie("sho", { path: "/sho" }),
      cookie("other", { domain: "example.org" }),
      cookie("old", { expires: 999 }),
      cookie("young", { expires: 1_001 }),
    );
    expect(cookies.read(page)).toBe("shop=1; root=1; young=1");
  });

  test.each([
    ["a=1", "a=1"],
    [" a = 1 ; path=/", "a=1"],
    ["a=1; HttpOnly", ""],
    ["a=1; domain=example.org", ""],
    ["a=1; max-age=0", ""],
    ["a=1; max-age=10; expires=Thu, 01 Jan 1970 00:00:00 GMT", "a=1"],
    ["a=1; expires=Thu, 01 Jan 1970 00:00:00 GMT", ""],
    ["a=1; path=/elsewhere", ""],
    ["flag", "flag"],
    ["", ""],
  ])("takes %j as scripts set it", (text, shown) => {
    const cookies = filled();
    cookies.write(page, text);
    expect(cookies.read(page)).toBe(shown);
  });

  test("replaces a cookie and removes one", () => {
    const cookies = filled(cookie("a"), cookie("b"));
    cookies.write(page, "a=2; path=/");
    cookies.write(page, "b=; path=/; max-age=-1");
    expect(cookies.read(page)).toBe("a=2");
  });

  test("keeps what scripts set until the jar has it", () => {
    const cookies = filled();
    const edits = cookies.write(page, "a=1; path=/");
    cookies.replace([], edits - 1);
    expect(cookies.read(page)).toBe("a=1");
    cookies.replace([cookie("a", { value: "from the jar" })], edits);
    expect(cookies.read(page)).toBe("a=from the jar");
  });
});

describe("Visited", () => {
  test("goes back and forward, and forgets what was ahead", () => {
    const visited = new Visited();
    for (const url of ["a", "b", "c"]) visited.visit(url, "push");
    expect([visited.canGoBack, visited.canGoForward]).toEqual([true, false]);
    expect([visited.step(-1), visited.step(-1), visited.step(-1)]).toEqual(["b", "a", null]);
    visited.visit("d", "push");
    expect([visited.canGoForward, visited.step(-1)]).toEqual([false, "a"]);
  });

  test("follows replacements, reloads and the browser's own traversals", () => {
    const visited = new Visited();
    for (const url of ["a", "b"]) visited.visit(url, "push");
    visited.visit("b2", "replace");
    visited.visit("b2", "reload");
    visited.visit("a", "traverse");
    expect(visited.canGoBack).toBe(false);
    expect(visited.step(1)).toBe("b2");
  });
});

describe("mapped", () => {
  const own = { mount: mountAt("http://127.0.0.1:4174/", "s"), door: null };
  const below = { mount: mountAt("https://school.example/c/preview/", "s"), door: null };

  test.each([
    [own, "http://127.0.0.1:4174/a", null],
    [own, "http://localhost:8000/a#b", "http://127.0.0.1:4174/a#b"],
    [own, "https://www.python.org/", null],
    [own, "mailto:ada@example.org", null],
    [own, "", null],
    [below, "https://school.example/a", "https://school.example/c/preview/~s/a"],
    [below, "https://school.example/c/preview/~s/a", null],
  ])("%o: %s leads to %s", (place, href, target) => {
    expect(mapped(href, place)).toBe(target);
  });
});

describe("fileNameIn", () => {
  test.each([
    ['attachment; filename="a \\"b\\".csv"', 'a "b".csv'],
    ["attachment; filename=plain.csv", "plain.csv"],
    ["attachment; filename=x.csv; filename*=UTF-8''%E2%82%AC.csv", "€.csv"],
    ["attachment; filename=x.csv; filename*=UTF-8''%E2", "x.csv"],
    ["attachment", null],
    ["", null],
  ])("%s", (header, name) => {
    expect(fileNameIn(header)).toBe(name);
  });
});

describe("findDoor", () => {
  interface FakeWindow {
    parent?: unknown;
    opener?: unknown;
    routebookBridge?: unknown;
  }
  const door = { session: "s" } as PageDoor;
  const inside = (parent: FakeWindow, more: FakeWindow = {}): FakeWindow => ({ parent, ...more });
  const top = (more: FakeWindow = {}): FakeWindow => {
    const made: FakeWindow = { ...more };
    made.parent = made;
    return made;
  };
  const find = (page: FakeWindow): PageDoor | null => findDoor(page as unknown as Window);

  test("looks around the page, and around the one that opened it", () => {
    const page = inside(inside(inside(top(), { routebookBridge: door })));
    expect(find(page)).toBe(door);
    expect(find(top({ opener: page }))).toBe(door);
    expect(find(top())).toBeNull();
  });

  test("passes over windows of another origin", () => {
    const closed = top();
    Object.defineProperty(closed, "routebookBridge", {
      get() {
        throw new DOMException("No.", "SecurityError");
      },
    });
    expect(find(inside(closed))).toBeNull();
  });
});

describe("startServiceWorker", () => {
  const never = (): void => {};

  test("says what is in the way", async () => {
    const none = startServiceWorker({ container: undefined, setTimeout: never });
    await expect(none).rejects.toThrow("offers no service worker");
    const refused = startServiceWorker({
      container: container(() => Promise.reject(new Error("Blocked."))),
      setTimeout: never,
    });
    await expect(refused).rejects.toThrow(
      "did not register the preview's service worker. Blocked.",
    );
    const silent = startServiceWorker({
      container: container(() => new Promise(() => {})),
      setTimeout: (work) => work(),
    });
    await expect(silent).rejects.toThrow("did not register");
  });

  test("waits until it is active", async () => {
    const worker = new EventTarget();
    const registration = { installing: worker, waiting: null, active: null as object | null };
    const started = startServiceWorker({
      container: container(() => Promise.resolve(registration)),
      setTimeout: never,
    });
    await Promise.resolve();
    worker.dispatchEvent(new Event("statechange"));
    registration.active = {};
    worker.dispatchEvent(new Event("statechange"));
    await expect(started).resolves.toBeUndefined();
  });

  function container(register: () => Promise<unknown>): ServiceWorkerContainer {
    return { register } as unknown as ServiceWorkerContainer;
  }
});
