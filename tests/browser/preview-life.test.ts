import { describe, expect } from "vitest";
import { test } from "./support/fixtures.ts";
import {
  LIVE,
  MOUNTS,
  SHOP,
  fetchJson,
  serve,
  stopServiceWorkers,
} from "./support/preview-scene.ts";

describe.for(MOUNTS)("the preview %s", ([, host]) => {
  test("reads a streamed answer in parts, and a hundred at once", async ({ visit }) => {
    const { preview } = await serve(await visit(host), SHOP);
    const seen = await preview.run(async () => {
      const response = await fetch("/stream");
      const parts: string[] = [];
      const decoder = new TextDecoder();
      const reader = response.body?.getReader();
      for (let read = await reader?.read(); read?.value; read = await reader?.read()) {
        parts.push(decoder.decode(read.value));
      }
      const many = await Promise.all(
        Array.from({ length: 100 }, async (_, index) =>
          (await fetch(`/items?page=${index}`)).text(),
        ),
      );
      return {
        parts,
        right: many.filter((text, index) => text.includes(`Items ${index}<`)).length,
      };
    }, null);
    expect(seen).toEqual({ parts: ["part 0;", "part 1;", "part 2;"], right: 100 });
  });

  test("joins WebSockets and server-sent events", async ({ visit }) => {
    const visitor = await visit(host);
    const { preview } = await serve(visitor, LIVE);
    const echoed = await preview.run(async () => {
      const heard: unknown[] = [];
      const socket = new WebSocket("/echo", ["other", "chat"]);
      socket.binaryType = "arraybuffer";
      try {
        socket.send("too early");
      } catch (error) {
        heard.push((error as DOMException).name);
      }
      socket.onopen = () => {
        heard.push([socket.readyState, socket.protocol, socket.url.startsWith("ws:")]);
        socket.send("hello");
        socket.send(new Blob(["abc"]));
        socket.send("bye");
      };
      socket.addEventListener("message", ({ data }: MessageEvent<string | ArrayBuffer>) => {
        heard.push(typeof data === "string" ? data : new TextDecoder().decode(data));
      });
      await new Promise<void>((resolve) => {
        socket.onclose = ({ code, reason, wasClean }) => {
          heard.push([code, reason, wasClean, socket.readyState]);
          resolve();
        };
      });
      return heard;
    }, null);
    expect(echoed).toEqual([
      "InvalidStateError",
      [1, "chat", true],
      "http://localhost:8000 hello",
      "cba",
      [4001, "you said bye", true, 3],
    ]);
    const refused = await preview.run(async () => {
      class Socket extends WebSocket {
        kind = "mine";
      }
      const socket = new Socket("ws://localhost:8000/refused");
      const heard: unknown[] = [socket.kind, socket instanceof WebSocket];
      socket.onerror = () => heard.push("error");
      return new Promise<unknown>((resolve) => {
        socket.onclose = ({ code, wasClean }) => resolve([...heard, code, wasClean]);
      });
    }, null);
    expect(refused).toEqual(["mine", true, "error", 1006, false]);
    const ticks = await preview.run(async () => {
      const source = new EventSource("/ticks");
      const heard: string[] = [];
      await new Promise<void>((resolve) => {
        source.addEventListener("tick", ({ data }: MessageEvent<string>) => {
          if (heard.push(data) === 6) resolve();
        });
      });
      source.close();
      return heard;
    }, null);
    expect(ticks).toEqual(["1.0", "1.1", "1.2", "2.0", "2.1", "2.2"]);
  });

  test("tells the app that a page, and who waited in it, has gone", async ({ visit }) => {
    const { preview } = await serve(await visit(host), LIVE);
    await preview.run(async () => {
      fetch("/wait").catch(() => undefined);
      const socket = new WebSocket("/echo");
      await new Promise((resolve) => socket.addEventListener("open", resolve));
    }, null);
    await preview.open("/docs");
    await preview.heading("FastAPI").waitFor();
    await expect
      .poll(() =>
        preview.run(async () => (await fetch("/left")).json() as Promise<unknown[]>, null),
      )
      .toEqual(expect.arrayContaining(["wait", 1001]));
  });

  test("gives up a page that does not come, when told so", async ({ visit }) => {
    const { preview } = await serve(await visit(host), SHOP);
    await preview.open("/slow");
    await preview.button("Stop loading").click();
    const pane = preview.page.getByRole("region", { name: "Your app" });
    await pane.getByRole("alert").getByText("You stopped this page").waitFor();
    await preview.open("/items");
    await preview.shows("Items 1");
    expect(await pane.getByRole("alert").count()).toBe(0);
  });

  test("outlives its service worker", async ({ visit }) => {
    const visitor = await visit(host);
    const { preview } = await serve(visitor, SHOP);
    await stopServiceWorkers(visitor);
    expect((await fetchJson(preview, "/echo")).method).toBe("GET");
    await stopServiceWorkers(visitor);
    await preview.content.getByRole("link", { name: "Items" }).click();
    await preview.shows("Items 2");
  });

  test("never mixes up two tabs with two apps", async ({ visit }) => {
    const visitor = await visit(host);
    const first = await serve(visitor, SHOP);
    const second = await serve(visitor, SHOP.replace('"shop"', '"other"'), await visitor.newTab());
    const names = async (): Promise<readonly string[]> => {
      const both = await Promise.all(
        [first, second].map(({ preview }) => fetchJson(preview, "/echo")),
      );
      return both.map(({ app }) => app);
    };
    expect(await names()).toEqual(["shop", "other"]);
    for (const { preview } of [first, second]) {
      await preview.page.bringToFront();
      await preview.open("/framed");
      await preview.shows("Around");
    }
    expect(await names()).toEqual(["shop", "other"]);
    await stopServiceWorkers(visitor);
    expect(await names()).toEqual(["shop", "other"]);
    // Whose page this is only its own tab can say, and that is busy.
    await stopServiceWorkers(visitor);
    const late = await second.preview.run(async () => {
      const answer = fetch("/echo");
      const end = performance.now() + 1_000;
      while (performance.now() < end);
      return ((await (await answer).json()) as { readonly app: string }).app;
    }, null);
    expect(late).toBe("other");
  });

  test("works again when the lesson's page was loaded anew in the middle of a request", async ({
    visit,
  }) => {
    const visitor = await visit(host);
    const { preview } = await serve(visitor, SHOP);
    await preview.open("/slow");
    await preview.button("Stop loading").waitFor();
    await visitor.page.reload();
    const again = await serve(visitor, SHOP);
    expect((await fetchJson(again.preview, "/echo")).app).toBe("shop");
  });
});

describe("the preview's own origin", () => {
  test("keeps the learner's page from the course", async ({ visit }) => {
    const { preview } = await serve(await visit("isolated"), SHOP);
    const tried = await preview.run(() => {
      const attempt = (work: () => unknown): string => {
        try {
          return typeof work();
        } catch (error) {
          return (error as DOMException).name;
        }
      };
      return [
        attempt(() => window.parent.parent.document),
        attempt(() => window.top?.localStorage),
        attempt(() => {
          window.top?.location.assign("/");
        }),
      ];
    }, null);
    expect(tried).toEqual(["SecurityError", "SecurityError", "SecurityError"]);
    expect(await preview.run(() => crossOriginIsolated, null)).toBe(false);
  });

  test("answers a page that computes for long after it has asked", async ({ visit }) => {
    const { preview } = await serve(await visit("isolated"), SHOP);
    const status = await preview.run(async () => {
      const answer = fetch("/items");
      // It is on its way; who would pass it on cannot, for longer than a tab that is gone is given.
      await new Promise((resolve) => setTimeout(resolve));
      const end = performance.now() + 7_000;
      while (performance.now() < end);
      return (await answer).status;
    }, null);
    expect(status).toBe(200);
  });
});
