import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { describe, expect } from "vitest";
import { NO_OPTIONS } from "../../src/lesson/link/shared-lesson.ts";
import { test } from "./support/fixtures.ts";
import { eventually } from "./support/served-app.ts";
import { linkWith } from "./support/share-view.ts";

/**
 * A page of another origin, and of another site where `host` is "localhost", with the lesson in a
 * frame; its answers are kept in `window.answers`.
 */
async function hostPage(
  frame: string,
  host = "127.0.0.1",
): Promise<{ url: string; close: () => void }> {
  const html = `<!doctype html><title>School</title>${frame}<script>
    window.answers = [];
    addEventListener("message", (event) => window.answers.push(event.data));
    window.ask = (method, ...args) => document.querySelector("iframe").contentWindow
      .postMessage({ routebook: "call", id: method, method, args }, "*");
  </script>`;
  const server = createServer((_request, response) => {
    response.setHeader("Content-Type", "text/html; charset=utf-8");
    response.end(html);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return { url: `http://${host}:${port}/`, close: () => server.close() };
}

describe("a lesson within another page", () => {
  test.for([
    ["that its link names", true],
    ["that its link does not name", false],
  ] as const)("%s", async ([, allowed], { visit }) => {
    const visitor = await visit();
    visitor.expectProblem(/^request to another host/);
    const server = await hostPage(`<iframe title="Lesson" width="900" height="600"></iframe>`);
    const origin = allowed ? new URL(server.url).origin : "https://other.example";
    const view = `theme=dark&edit=no&embed=${encodeURIComponent(origin)}`;
    const source = `${visitor.address}?lesson=pandas-first-steps/01-frames&${view}`;
    const { page } = visitor;
    await page.goto(server.url);
    await page.evaluate(
      (src) => document.querySelector("iframe")?.setAttribute("src", src),
      source,
    );
    const frame = page.frameLocator("iframe");
    await frame.getByRole("link", { name: "Open in own tab" }).waitFor();
    await frame.getByRole("button", { name: "Run all" }).waitFor();
    expect(await frame.locator("html").getAttribute("data-theme")).toBe("dark");
    expect(await frame.getByRole("navigation", { name: "Lessons" }).count()).toBe(0);
    expect(await frame.getByRole("link", { name: "Routebook" }).count()).toBe(0);
    const code = frame.getByRole("textbox", { name: "Code of cell 1", exact: true });
    await eventually(() => code.getAttribute("readonly")).not.toBeNull();
    const answers = () => page.evaluate(() => (window as unknown as Host).answers);
    // Who asks before the frame says that it listens is not heard.
    if (allowed) await eventually(answers).toEqual([{ routebook: "ready" }]);
    await page.evaluate(() => (window as unknown as Host).ask("cells"));
    if (allowed) {
      await eventually(answers).toHaveLength(2);
      expect((await answers())[1]).toMatchObject({ routebook: "answer", id: "cells" });
    }
    // By the time a cell has run an answer would have come.
    else {
      await code.focus();
      await frame.getByRole("button", { name: "Run all" }).click();
      await frame
        .getByText(/^\[1\]$/)
        .first()
        .waitFor();
      expect(await answers()).toEqual([]);
    }
    server.close();
  });
});

describe("the preview of a lesson within a page of another site", () => {
  test.for([
    ["on an origin of its own", "isolated"],
    ["below a path of the only origin", "plain"],
  ] as const)("shows the app, %s", async ([, host], { visit }) => {
    const visitor = await visit(host);
    visitor.expectProblem(/^request to another host/);
    const link = await linkWith({ form: "notebook", text: APP, files: [], options: NO_OPTIONS });
    const source = `${visitor.address}${link}&embed=yes`;
    const server = await hostPage(
      `<iframe title="Lesson" width="1300" height="800" src="${source}"></iframe>`,
      "localhost",
    );
    const { page } = visitor;
    await page.goto(server.url);
    const lesson = page.frameLocator('iframe[title="Lesson"]');
    await lesson.getByRole("button", { name: "Open to run" }).click();
    await lesson.getByRole("button", { name: "Run all" }).click();
    const app = lesson
      .frameLocator('iframe[title="Preview of your app"]')
      .frameLocator('iframe[title="Page of your app"]');
    await app.getByRole("heading", { name: "Tea shop" }).waitFor();
    await app.getByRole("link", { name: "Green" }).click();
    await app.getByRole("heading", { name: "Green tea" }).waitFor();
    expect(
      await lesson.getByRole("button", { name: "Your app" }).getAttribute("aria-pressed"),
    ).toBe("true");
    server.close();
  });

  test("obeys the course alone", async ({ visit }) => {
    const visitor = await visit();
    visitor.expectProblem(/^request to another host/);
    const server = await hostPage("<iframe></iframe>", "localhost");
    const { page } = visitor;
    await page.goto(server.url);
    const answer = await page.evaluate(
      (bridge) =>
        new Promise((done) => {
          const frame = document.querySelector("iframe");
          const { port1, port2 } = new MessageChannel();
          port1.addEventListener("message", ({ data }) => done(data));
          port1.start();
          addEventListener("message", () => {
            const welcome = { type: "routebook:welcome", appOrigin: "http://localhost:8000" };
            frame?.contentWindow?.postMessage(welcome, "*", [port2]);
          });
          frame?.setAttribute("src", `${bridge}?session=s&shell=${encodeURIComponent(origin)}`);
        }),
      `${visitor.previewUrl}__bridge.html`,
    );
    expect(answer).toMatchObject({
      type: "unavailable",
      reason: expect.stringMatching(/belongs to another site/),
    });
    server.close();
  });
});

const APP = `\`\`\`python
from flask import Flask

app = Flask(__name__)


@app.get("/")
def shop():
    return '<h1>Tea shop</h1><a href="/green">Green</a>'


@app.get("/green")
def green():
    return "<h1>Green tea</h1>"
\`\`\`
`;

interface Host {
  readonly answers: readonly unknown[];
  ask(method: string): void;
}
