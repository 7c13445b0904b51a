import type { Page } from "playwright-core";
import { describe, expect } from "vitest";
import { test as base } from "./support/fixtures.ts";
import { LessonView } from "./support/lesson-view.ts";
import { OtherHost, READABLE, text } from "./support/other-host.ts";
import { eventually } from "./support/served-app.ts";
import { violations } from "./support/violations.ts";
import type { Visitor } from "./support/visitor.ts";

const TEA = `---
title: Tea for two
---

Read **this** first.

\`\`\`python
print("tea")
\`\`\`
`;

/** Another origin, to which a host may send on. */
const elsewhere = () => OtherHost.open({ "tea.md": text(TEA) });

const test = base.extend<{ other: OtherHost; third: OtherHost }>({
  // oxlint-disable-next-line no-empty-pattern -- Vitest reads the names of the fixtures that a fixture needs from this pattern.
  third: async ({}, use) => {
    const host = await elsewhere();
    await use(host);
    await host.close();
  },
  other: async ({ third }, use) => {
    const host = await OtherHost.open({
      "tea.md": text(TEA),
      "hidden.md": text(TEA, {}),
      "page.md": text("<!doctype html><title>Tea</title>"),
      "song.mp3": text("ID3"),
      "huge.md": (response) =>
        response.writeHead(200, { ...READABLE, "Content-Length": "200000000" }).write("#"),
      // The rest never comes.
      "endless.md": (response) =>
        response.writeHead(200, { ...READABLE, "Content-Length": "90000" }).write("# Tea\n"),
      "moved.md": (response) =>
        response.writeHead(302, { ...READABLE, Location: `${third.url}tea.md` }).end(),
    });
    await use(host);
    await host.close();
  },
});

const dialog = (page: Page) => page.getByRole("dialog", { name: "Open from an address" });
const field = (page: Page) => dialog(page).getByRole("textbox", { name: "Address" });
const alert = (page: Page) => dialog(page).getByRole("alert");
const ask = (page: Page, { host }: OtherHost) =>
  dialog(page).getByRole("button", { name: `Ask ${host}` });

/** Opens the dialog on the first page and writes the address of a file of that host. */
async function typeAddress(visitor: Visitor, other: OtherHost, file: string): Promise<Page> {
  // The one request that is asked for here, and what the browser says of it.
  visitor.expectProblem(new RegExp(`^request to another host: GET ${other.url}`));
  const { page } = await visitor.open();
  await page.getByRole("button", { name: "Open from an address" }).click();
  await field(page).fill(other.url + file);
  return page;
}

describe.for(["isolated", "plain"] as const)(
  "a file from an address, on a host that is %s",
  (host) => {
    test("is asked for when the reader agrees, read, and then opened to run", async ({
      visit,
      other,
    }) => {
      const visitor = await visit(host);
      const page = await typeAddress(visitor, other, "tea.md");
      await dialog(page)
        .getByText(`${other.host} will be asked for this file, and sees your network address`)
        .waitFor();
      expect(other.asked).toEqual([]);
      await ask(page, other).click();

      const banner = page.getByRole("region", { name: "From outside this site" });
      await banner.getByText(`${other.host} sent all that stands below.`).waitFor();
      await banner.getByText("1 cell with code").waitFor();
      await page.getByRole("heading", { level: 1, name: "Tea for two" }).waitFor();
      await page.getByText('print("tea")').waitFor();
      expect(page.url()).toMatch(/#\/scratch$/);
      const [request, ...more] = other.asked;
      expect(more).toEqual([]);
      expect(request?.headers).toMatchObject({ origin: "null" });
      expect(request?.headers.cookie).toBeUndefined();
      expect(request?.headers.referer).toBeUndefined();
      // The frame that asked is gone, and nothing that came is alive.
      expect(await page.locator('iframe[src*="__fetch"]').count()).toBe(0);
      expect(await page.getByRole("button", { name: "Run all" }).count()).toBe(0);
      expect(await page.evaluate(() => window.routebook.runAll().then(String, String))).toContain(
        `came from ${other.host}, and nothing of it runs before`,
      );

      await page.getByRole("button", { name: "Open to run" }).click();
      const cell = new LessonView(page).cell(1);
      await cell.run();
      expect(await cell.text()).toBe("tea");
    });
  },
);

describe("a file from an address", () => {
  test("that the host shows to no other site is explained, with a way out", async ({
    visit,
    other,
  }) => {
    const visitor = await visit();
    visitor.expectProblem(/blocked by CORS policy|net::ERR_FAILED/);
    const page = await typeAddress(visitor, other, "hidden.md");
    await ask(page, other).click();
    await alert(page)
      .getByText(/does not let other sites read its files.*CORS/)
      .waitFor();
    await alert(page)
      .getByText(/save the file there, and drop it on this page/)
      .waitFor();
    const link = alert(page).getByRole("link", { name: "Open the address in a new tab" });
    expect(await link.getAttribute("href")).toBe(`${other.url}hidden.md`);
    expect(await link.getAttribute("rel")).toBe("noopener noreferrer");
    expect(await violations(page)).toEqual([]);
  });

  test("that another host has is not asked for there", async ({ visit, other, third }) => {
    const visitor = await visit();
    visitor.expectProblem(/Content Security Policy|Refused to connect|net::ERR_/);
    // The browser begins it and sends nothing.
    visitor.expectProblem(new RegExp(`^request to another host: GET ${third.url}`));
    const page = await typeAddress(visitor, other, "moved.md");
    await ask(page, other).click();
    await alert(page)
      .getByText(/sends on to another host, which was not asked/)
      .waitFor();
    expect(other.asked).toHaveLength(1);
    expect(third.asked).toEqual([]);
  });

  test.for([
    ["missing.md", /There is no file at this address on 127\.0\.0\.1/],
    ["huge.md", /At most 100 MB can be opened, and this file has 200 MB/],
    ["page.md", /This is a web page of 127\.0\.0\.1:\d+, not a file/],
    ["song.mp3", /Files like "song\.mp3" cannot be opened as a notebook/],
  ] as const)("%s: the reader is told why not", async ([file, words], { visit, other }) => {
    const visitor = await visit();
    visitor.expectProblem(/the server responded with a status of 404/);
    const page = await typeAddress(visitor, other, file);
    await ask(page, other).click();
    await alert(page).getByText(words).waitFor();
    // Another address can be tried at once.
    await field(page).fill(`${other.url}tea.md`);
    await ask(page, other).click();
    await page.getByRole("heading", { level: 1, name: "Tea for two" }).waitFor();
    expect(other.asked.map(({ url }) => url)).toEqual([`/${file}`, "/tea.md"]);
  });

  test("can be stopped, and asks nobody where there is no network", async ({ visit, other }) => {
    const visitor = await visit();
    const page = await typeAddress(visitor, other, "endless.md");
    await ask(page, other).click();
    await dialog(page)
      .getByRole("status", { name: "Progress" })
      .getByText(`6 B of 90 kB from ${other.host}`)
      .waitFor();
    const [request] = other.asked;
    await dialog(page).getByRole("button", { name: "Stop" }).click();
    await ask(page, other).waitFor();
    expect(await alert(page).count()).toBe(0);
    // The connection itself has ended.
    await eventually(async () => request?.socket.destroyed).toBe(true);

    await visitor.context.setOffline(true);
    await ask(page, other).click();
    await alert(page).getByText("There is no network. Connect to one, then try again.").waitFor();
    expect(other.asked).toHaveLength(1);
  });

  test("that is read only leaves the scratch notebook as it is", async ({ visit, other }) => {
    const visitor = await visit();
    visitor.expectProblem(/^request to another host/);
    const view = await visitor.open("#/scratch");
    await view.scratch("mine = 1");
    await view.choose("Open from an address");
    await field(view.page).fill(`${other.url}tea.md`);
    await view.page.keyboard.press("Enter");
    await view.page.getByRole("heading", { level: 1, name: "Tea for two" }).waitFor();
    await view.page.getByRole("button", { name: "Do not open" }).click();
    await eventually(async () => (await view.api.codeCells())[0]?.source.trim()).toBe("mine = 1");
    expect(await view.page.getByRole("region", { name: "Set aside" }).count()).toBe(0);
  });

  test("that is a link of Routebook opens here, and asks nobody", async ({ visit }) => {
    const view = await (await visit()).open("#/scratch");
    await view.api.importNotebook(TEA, "md");
    const { address } = await view.page.evaluate(() => window.routebook.share());
    const other = await visit();
    const { page } = await other.open();
    await page.getByRole("button", { name: "Open from an address" }).click();
    await field(page).fill(address.replace(/^[^#]*/, "https://elsewhere.example/course/"));
    await dialog(page).getByRole("button", { name: "Open", exact: true }).click();
    await page
      .getByRole("region", { name: "From outside this site" })
      .getByText("1 cell with code")
      .waitFor();
    expect(page.url()).toMatch(/#l=1\./);
  });
});

describe("the frame that asks", () => {
  test("is refused to pages of other origins", async ({ visit, other }) => {
    const visitor = await visit();
    visitor.expectProblem(/^request to another host|frame-ancestors|chrome-error/);
    const { page } = visitor;
    const frame = `${visitor.address}preview/__fetch.html`;
    await page.goto(`${other.url}tea.md`);
    await page.evaluate(async (src) => {
      const element = document.createElement("iframe");
      element.src = src;
      const loaded = new Promise((resolve) => element.addEventListener("load", resolve));
      document.body.append(element);
      await loaded;
    }, frame);
    expect(page.frames().map((one) => one.url())).toContain("chrome-error://chromewebdata/");
    // By itself it waits for a page around it, which there is not.
    await page.goto(frame);
    expect(await page.evaluate(() => window.origin)).toBe("null");
  });
});
