import { readFileSync } from "node:fs";
import { describe, expect } from "vitest";
import { test, type Host } from "./support/fixtures.ts";
import { DocumentView, NO_SERVICE_WORKER } from "./support/document-view.ts";
import type { Visitor } from "./support/visitor.ts";

const [MEMBERS, LIVE] = ["members_flask.py", "live_fastapi.py"].map((name) =>
  readFileSync(new URL(`../fixtures/preview/${name}`, import.meta.url), "utf8"),
) as [string, string];

async function serve(visitor: Visitor, code: string, heading: string): Promise<DocumentView> {
  const view = await visitor.open("#/scratch");
  await view.scratch(code);
  await view.cell(1).run();
  const preview = new DocumentView(visitor.page);
  await preview.shows(heading);
  return preview;
}

async function logIn(preview: DocumentView): Promise<void> {
  await preview.content.getByLabel("Name").fill("Ada");
  await preview.content.getByLabel("Password").fill("secret word");
  await preview.content.getByRole("button", { name: "Log in" }).click();
  await preview.shows("Hello Ada");
}

describe.for<Host>(["isolated", "plain"])("without a service worker, on a %s host", (host) => {
  test("a reader logs in, and sees style, picture, scripts and the flashed message", async ({
    visit,
  }) => {
    const preview = await serve(await visit(host, NO_SERVICE_WORKER), MEMBERS, "Log in");
    expect(await preview.address.inputValue()).toBe("http://localhost:8000/login");
    await preview.page.getByText("This browser offers no service worker here").waitFor();

    await preview.content.getByLabel("Name").fill("Ada");
    await preview.content.getByRole("button", { name: "Log in" }).click();
    await preview.content.getByText("Wrong password").waitFor();
    await preview.painted();
    await logIn(preview);
    expect(await preview.address.inputValue()).toBe("http://localhost:8000/");
    expect(await preview.content.locator("#said").innerText()).toBe("You are in.");

    await preview.content.locator("html[data-module=both]").waitFor();
    const seen = await preview.run(() => {
      const style = getComputedStyle(document.querySelector("h1") as Element);
      const { script } = document.documentElement.dataset;
      const width = document.querySelector("img")?.naturalWidth;
      return [style.color, style.letterSpacing, style.backgroundImage.slice(0, 23), script, width];
    }, null);
    expect(seen).toEqual(["rgb(1, 2, 3)", "5px", 'url("data:image/svg+xml', "/", 7]);
    expect(await preview.run(() => document.compatMode, null)).toBe("CSS1Compat");
  });

  test("links, history, scripts that leave, forms with files, downloads", async ({ visit }) => {
    const preview = await serve(await visit(host, NO_SERVICE_WORKER), MEMBERS, "Log in");
    await logIn(preview);
    await preview.content.getByRole("link", { name: "End" }).click();
    await expect.poll(() => preview.address.inputValue()).toBe("http://localhost:8000/#end");
    await preview.painted();
    await preview.content.getByRole("button", { name: "By script" }).click();
    await preview.shows("Found 1");
    await preview.button("Back").click();
    await preview.shows("Hello Ada");
    await preview.button("Forward").click();
    await preview.shows("Found 1");
    await preview.content.getByRole("link", { name: "Home" }).click();
    await preview.shows("Hello Ada");

    await preview.content.getByRole("link", { name: "Files" }).click();
    await preview.shows("Files");
    await preview.content.getByLabel("File").setInputFiles({
      name: "notes.txt",
      mimeType: "text/plain",
      buffer: Buffer.alloc(200_000, "x"),
    });
    await preview.content.getByRole("button", { name: "Upload" }).click();
    await preview.content.getByText("notes.txt 200000 two lines").waitFor();
    await preview.painted();

    const saved = preview.page.waitForEvent("download");
    await preview.content.getByRole("link", { name: "Report" }).click();
    const download = await saved;
    expect(download.suggestedFilename()).toBe("report.csv");
    expect(readFileSync(await download.path(), "utf8")).toBe("a,b\n1,2\n");
    await preview.heading("Files").waitFor();
    expect(await preview.address.inputValue()).toBe("http://localhost:8000/files");

    await preview.open("/");
    await preview.shows("Hello Ada");
    await preview.content.getByRole("button", { name: "Log out" }).click();
    await preview.shows("Log in");
  });

  test("fetch, XMLHttpRequest, EventSource and document.cookie reach the app", async ({
    visit,
  }) => {
    const preview = await serve(await visit(host, NO_SERVICE_WORKER), MEMBERS, "Log in");
    await logIn(preview);
    const fetched = await preview.run(async () => {
      const response = await fetch("/moved", { headers: { "X-Mine": "1" } });
      return [response.url, response.redirected, await response.json()];
    }, null);
    expect(fetched).toMatchObject([
      "http://localhost:8000/echo",
      true,
      { method: "GET", headers: { "X-Mine": "1", Referer: "http://localhost:8000/" } },
    ]);
    const put = await preview.run(
      () =>
        new Promise((resolve) => {
          const request = new XMLHttpRequest();
          request.open("PUT", "echo");
          request.responseType = "json";
          request.setRequestHeader("Content-Type", "application/json");
          request.onload = () => resolve([request.status, request.response, document.cookie]);
          request.send(JSON.stringify({ a: "ü" }));
        }),
      null,
    );
    expect(put).toMatchObject([200, { method: "PUT", json: { a: "ü" } }, "seen=yes; echoed=PUT"]);
    const ticks = await preview.run(
      () =>
        new Promise((resolve) => {
          const seen: string[] = [];
          const source = new EventSource("/ticks");
          source.onmessage = ({ data, lastEventId }: MessageEvent<string>) => {
            seen.push(`${lastEventId} ${data}`);
            if (seen.length < 3) return;
            source.close();
            resolve(seen);
          };
        }),
      null,
    );
    expect(ticks).toEqual(["0 tick 0", "1 tick 1", "2 tick 2"]);
    const cookies = await preview.run(async () => {
      document.cookie = "mine=1; path=/";
      const now = document.cookie;
      const { cookies: sent } = (await (await fetch("/echo")).json()) as { cookies: object };
      return [now, sent];
    }, null);
    expect(cookies).toMatchObject([
      expect.stringContaining("mine=1"),
      { mine: "1", seen: "yes", hidden: "yes" },
    ]);
    expect(cookies[0]).not.toContain("hidden");
    await expect(
      preview.run(() => new XMLHttpRequest().open("GET", "/echo", false), null),
    ).rejects.toThrow("A synchronous XMLHttpRequest cannot reach the app here");
  });

  test("a WebSocket echoes, and a stream of events is opened again", async ({ visit }) => {
    const preview = await serve(await visit(host, NO_SERVICE_WORKER), LIVE, "Live");
    const heard = await preview.run(
      () =>
        new Promise((resolve) => {
          const socket = new WebSocket("/echo", "chat");
          const seen: unknown[] = [];
          socket.onopen = () => socket.send("hello");
          socket.onmessage = ({ data }: MessageEvent<string>) => {
            seen.push(socket.protocol, data);
            socket.send("bye");
          };
          socket.onclose = ({ code, reason }) => resolve([...seen, code, reason]);
        }),
      null,
    );
    expect(heard).toEqual(["chat", "http://localhost:8000 hello", 4001, "you said bye"]);
    const ids = await preview.run(
      () =>
        new Promise((resolve) => {
          const source = new EventSource("/ticks");
          const seen: string[] = [];
          source.addEventListener("tick", ({ lastEventId }: MessageEvent) => {
            seen.push(lastEventId);
            if (seen.length < 4) return;
            source.close();
            resolve(seen);
          });
        }),
      null,
    );
    expect(ids).toEqual(["1.0", "1.1", "1.2", "2.0"]);
  });

  test("redirects in a circle, other sites, frames that refuse", async ({ visit }) => {
    const preview = await serve(await visit(host, NO_SERVICE_WORKER), MEMBERS, "Log in");
    await preview.open("/round");
    await preview.page.getByText("from one address to the next without an end").waitFor();
    await preview.open("/away");
    await preview.shows("The app sends you to another site");
    const link = preview.content.getByRole("link", { name: "https://example.com/" });
    expect(await link.getAttribute("target")).toBe("_blank");
    await preview.open("/framed");
    await preview.shows("Frames");
    const open = preview.content.frameLocator('iframe[title="open"]');
    await open.getByRole("heading", { name: "Found frame" }).waitFor();
    const refused = preview.content.frameLocator('iframe[title="refused"]');
    await refused.getByRole("heading", { name: /refuses to be framed/ }).waitFor();
  });

  test("the app's page reaches nothing of the course", async ({ visit }) => {
    const preview = await serve(await visit(host, NO_SERVICE_WORKER), MEMBERS, "Log in");
    const reached = await preview.run(() => {
      const tries = [
        () => (window.parent as Window).document.title,
        () => window.parent.localStorage.length,
        () => Object.keys((window.parent as unknown as { routebook: object }).routebook),
      ];
      return tries.map((one) => {
        try {
          return String(one());
        } catch (error) {
          return (error as Error).name;
        }
      });
    }, null);
    expect(reached).toEqual(["SecurityError", "SecurityError", "SecurityError"]);
    expect(await preview.run(() => window.origin, null)).toBe("null");
  });
});
