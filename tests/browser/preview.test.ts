import { readFileSync } from "node:fs";
import { describe, expect } from "vitest";
import { test } from "./support/fixtures.ts";
import { MOUNTS, SHOP, fetchJson, serve, type Echo } from "./support/preview-scene.ts";

describe.for(MOUNTS)("the preview %s", ([, host]) => {
  test("follows links, submits forms and applies what pages load", async ({ visit }) => {
    const { preview } = await serve(await visit(host), SHOP);
    expect(await preview.address.inputValue()).toBe("http://localhost:8000/");
    const color = await preview.run(async () => {
      const heading = document.querySelector("h1");
      const logo = document.querySelector("img");
      await logo?.decode();
      return heading && logo ? [getComputedStyle(heading).color, logo.naturalWidth] : null;
    }, null);
    expect(color).toEqual(["rgb(1, 2, 3)", 3]);
    expect(await preview.run(() => document.compatMode, null)).toBe("CSS1Compat");

    await preview.content.getByRole("link", { name: "Items" }).click();
    await preview.shows("Items 2");
    expect(await preview.address.inputValue()).toBe("http://localhost:8000/items?page=2#top");
    await preview.button("Back").click();
    await preview.shows("Shop");
    await preview.button("Forward").click();
    await preview.shows("Items 2");
    await preview.content.getByRole("link", { name: "Home" }).click();
    await preview.shows("Shop");

    await preview.content.getByRole("link", { name: "All" }).click();
    await preview.shows("Items 1");
    await preview.open("/");
    await preview.shows("Shop");
    await preview.content.getByLabel("Words").fill("a & b");
    await preview.content.getByRole("button", { name: "Search" }).click();
    await preview.shows("Found a & b");
    expect(await preview.address.inputValue()).toBe("http://localhost:8000/search?q=a+%26+b");
  });

  test("keeps methods and bodies over redirects, and uploads files", async ({ visit }) => {
    const { preview } = await serve(await visit(host), SHOP);
    await preview.content.getByLabel("Name").fill("Ada");
    await preview.content.getByRole("button", { name: "Order" }).click();
    await preview.shows("Thanks, Ada");
    expect(await preview.address.inputValue()).toBe("http://localhost:8000/ordered?name=Ada");

    await preview.open("http://localhost:8000/");
    await preview.shows("Shop");
    await preview.content.getByLabel("Name").fill("Grace");
    await preview.content.getByRole("button", { name: "Keep" }).click();
    await preview.shows("POST Grace");

    await preview.open("/");
    await preview.shows("Shop");
    const buffer = Buffer.alloc(3_000_000, "routebook");
    await preview.content
      .getByLabel("File")
      .setInputFiles({ name: "book.bin", mimeType: "application/octet-stream", buffer });
    await preview.content.getByRole("button", { name: "Upload" }).click();
    await preview.shows("book.bin 3000000 ");
  });

  test("gives the app what a browser would send", async ({ visit }) => {
    const visitor = await visit(host);
    // It goes no further than the service worker.
    visitor.expectProblem(/another host: \w+ http:\/\/localhost:8000\/echo/);
    const { preview } = await serve(visitor, SHOP);
    await preview.content.getByRole("link", { name: "Items" }).click();
    await preview.shows("Items 2");
    const got = await fetchJson(preview, "/echo?x=1");
    expect(got.url).toBe("http://localhost:8000/echo?x=1");
    expect(got.headers).toMatchObject({
      Host: "localhost:8000",
      Referer: "http://localhost:8000/items?page=2",
      "Sec-Fetch-Site": "same-origin",
      "Sec-Fetch-Dest": "empty",
    });
    expect(got.headers["User-Agent"]).toContain("Chrome");
    expect(Object.keys(got.headers)).not.toContain("Accept-Encoding");
    const sent = await fetchJson(preview, "http://localhost:8000/echo", {
      method: "PUT",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ greeting: "Grüezi" }),
    });
    expect(sent).toMatchObject({
      method: "PUT",
      json: { greeting: "Grüezi" },
      headers: { Origin: "http://localhost:8000", "Content-Type": "application/json" },
    });
    const relative = await fetchJson(preview, "echo");
    expect(relative.url).toBe("http://localhost:8000/echo");
  });

  test("passes on statuses without a body, and HEAD", async ({ visit }) => {
    const visitor = await visit(host);
    visitor.expectProblem(/status of 418/);
    const { preview } = await serve(visitor, SHOP);
    const seen = await preview.run(async () => {
      const ask = async (url: string, method = "GET"): Promise<unknown> => {
        const response = await fetch(url, { method });
        return [response.status, (await response.text()).length];
      };
      const manual = await fetch("/circle", { redirect: "manual" });
      return [
        await ask("/status/204"),
        await ask("/status/304"),
        await ask("/items", "HEAD"),
        (await ask("/status/418")) as unknown,
        manual.type,
      ];
    }, null);
    expect(seen).toEqual([
      [204, 0],
      [304, 0],
      [200, 0],
      [418, expect.any(Number)],
      "opaqueredirect",
    ]);
  });

  test("keeps cookies in the client's jar and shows scripts what they may see", async ({
    visit,
  }) => {
    const { preview } = await serve(await visit(host), SHOP);
    await preview.open("/cookies");
    await preview.shows("Cookies");
    const names = (text: string): string[] => text.split("; ").toSorted();
    expect(names(await preview.run(() => document.cookie, null))).toEqual([
      "seen=yes",
      "theme=dark",
    ]);
    const written = await preview.run(async () => {
      document.cookie = "script=1; path=/";
      document.cookie = "theme=; max-age=0; path=/";
      const now = document.cookie;
      const { cookies } = (await (await fetch("/echo")).json()) as Echo;
      return { now, cookies };
    }, null);
    expect(names(written.now)).toEqual(["script=1", "seen=yes"]);
    expect(written.cookies).toEqual({ script: "1", seen: "yes", secret: "hidden" });

    await preview.open("/items");
    await preview.shows("Items 1");
    await preview.page
      .getByRole("region", { name: "Your app" })
      .getByRole("combobox", { name: "Client" })
      .selectOption("Bob");
    await preview.shows("Items 1");
    expect((await fetchJson(preview, "/echo")).cookies).toEqual({});
  });

  test("saves what is to be saved, and stays on the page", async ({ visit }) => {
    const visitor = await visit(host);
    const { preview } = await serve(visitor, SHOP);
    for (const name of ["Save", "Report"]) {
      const [download] = await Promise.all([
        visitor.page.waitForEvent("download"),
        preview.content.getByRole("link", { name }).click(),
      ]);
      expect(download.suggestedFilename()).toBe("report.csv");
      expect(readFileSync(await download.path(), "utf8")).toBe("a,b\n1,2\n");
    }
    await preview.shows("Shop");
  });

  test("shows frames within pages but those that refuse it", async ({ visit }) => {
    const { preview } = await serve(await visit(host), SHOP);
    await preview.open("/framed");
    await preview.shows("Around");
    const inside = (id: string) => preview.content.frameLocator(`#${id}`).locator("body");
    await inside("deny").getByText("/private refused to be framed").waitFor();
    await inside("policy").getByText("/policy refused to be framed").waitFor();
    await inside("fine").getByRole("heading", { name: "Items" }).waitFor();
    expect(await inside("deny").getByRole("heading").count()).toBe(0);
    await preview.open("/private");
    await preview.shows("Private");
  });

  test("lets its one script into pages with a strict policy, and no other", async ({ visit }) => {
    const visitor = await visit(host);
    visitor.expectProblem(/Content Security Policy/);
    const { preview } = await serve(visitor, SHOP);
    await preview.open("/strict");
    await preview.shows("Strict");
    expect(await preview.run(() => document.title, null)).toBe("ran");
    expect(await preview.run(() => document.querySelectorAll("script[src]").length, null)).toBe(0);
    expect(await preview.run(() => WebSocket.toString().includes("native code"), null)).toBe(false);
  });

  test("follows scripts, and says what a redirect in a circle is", async ({ visit }) => {
    const visitor = await visit(host);
    visitor.expectProblem(/502/);
    const { preview } = await serve(visitor, SHOP);
    await preview.open("/scripted");
    await preview.shows("Items 7");
    await preview.open("/steps/19");
    await preview.shows("Arrived");
    await preview.open("/circle");
    const pane = preview.page.getByRole("region", { name: "Your app" });
    await pane.getByRole("alert").getByText("redirects in a circle").waitFor();
    await preview.open("/elsewhere");
    await preview.shows("The app sends you to another site");
    await preview.open("/items");
    await preview.shows("Items 1");
    expect(await preview.address.inputValue()).toBe("http://localhost:8000/items");
  });
});
