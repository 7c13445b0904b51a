import { Buffer } from "node:buffer";
import { describe, expect } from "vitest";
import { test } from "./support/fixtures.ts";
import { appFixture, eventually, serveApp } from "./support/served-app.ts";

const CHAT = appFixture("chat_fastapi.py");

/** A picture of one pixel. */
const PIXEL = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNk+A8AAQUBAScY42YAAAAASUVORK5CYII=",
  "base64",
);

describe("a FastAPI app that talks on", () => {
  test("lets Alice and Bob chat, in two frames and as two clients", async ({ visit }) => {
    const { preview, pane } = await serveApp(await visit(), "Chat", CHAT);
    const { content } = preview;
    await content.getByRole("link", { name: "Both" }).click();
    await preview.shows("Both");
    const seat = (name: string) => content.frameLocator(`iframe[title="${name}"]`);
    const said = (name: string) => async () => seat(name).getByRole("listitem").allInnerTexts();
    await eventually(said("Alice")).toContain("Bob came");
    await eventually(said("Bob")).toContain("Alice came");
    await seat("Alice").getByLabel("Words").fill("Hello, Bob");
    await seat("Alice").getByRole("button", { name: "Say" }).click();
    await eventually(said("Bob")).toContain("Alice: Hello, Bob");
    await seat("Bob").getByLabel("Words").fill("Grüezi 👋");
    await seat("Bob").getByRole("button", { name: "Say" }).click();
    await eventually(said("Alice")).toContain("Bob: Grüezi 👋");

    // The same as two clients: each is known by a cookie, which goes along with the handshake.
    const client = pane.root.getByRole("combobox", { name: "Client" });
    const lines = () => content.getByRole("listitem").allInnerTexts();
    const join = async (name: string) => {
      await preview.open("/");
      await preview.shows("Chat");
      await content.getByLabel("Name").fill(name);
      await content.getByRole("button", { name: "Join" }).click();
      await preview.shows(`Room of ${name}`);
      await eventually(async () => (await lines()).at(-1)).toBe(`${name} came`);
    };
    const say = async (words: string, as: string) => {
      await content.getByLabel("Words").fill(words);
      await content.getByRole("button", { name: "Say" }).click();
      await eventually(async () => (await lines()).at(-1)).toBe(`${as}: ${words}`);
    };
    await join("Alice");
    expect(await lines()).toEqual(expect.arrayContaining(["Alice left", "Bob left"]));
    await say("Anybody here?", "Alice");
    await client.selectOption("Bob");
    await preview.shows("Chat");
    await join("Bob");
    expect((await lines()).slice(-3)).toEqual(["Alice: Anybody here?", "Alice left", "Bob came"]);
    await say("I am.", "Bob");
    await client.selectOption("Alice");
    await preview.shows("Room of Alice");
    // The page that goes and the one that comes speak by ports of their own.
    await eventually(async () => (await lines()).slice(-3).toSorted()).toEqual([
      "Alice came",
      "Bob left",
      "Bob: I am.",
    ]);

    const detail = await pane.open(/\/chat\?as=Bob Bob/);
    await detail.turnTo("On the wire");
    const messages = await detail.section("Messages").innerText();
    for (const type of ["connect", "accept", "receive", "send", "disconnect"]) {
      expect(messages).toContain(`websocket.${type}`);
    }
  });

  test("ticks while its page is there, and takes a picture", async ({ visit }) => {
    const { preview } = await serveApp(await visit(), "Chat", CHAT);
    const { content } = preview;
    await content.getByRole("link", { name: "Clock" }).click();
    await preview.shows("Clock");
    const ticks = async () => Number(await content.getByRole("status").innerText());
    await eventually(ticks).toBeGreaterThan(2);
    const before = await ticks();
    await eventually(ticks).toBeGreaterThan(before);
    await preview.open("/listening");
    await preview.shows(/\d listening/);
    await eventually(async () => {
      await preview.button("Reload").click();
      await preview.shows(/\d listening/);
      return preview.heading(/listening/).innerText();
    }).toBe("0 listening");

    await preview.open("/wall");
    await preview.shows("Wall");
    await content.getByLabel("Title").fill("Dot & line");
    await content
      .getByLabel("Picture")
      .setInputFiles({ name: "dot.png", mimeType: "image/png", buffer: PIXEL });
    await content.getByRole("button", { name: "Hang up" }).click();
    const picture = content.getByRole("img", { name: "Dot & line" });
    await picture.waitFor();
    await eventually(() =>
      picture.evaluate((element) => (element as HTMLImageElement).naturalWidth),
    ).toBe(1);
    expect(await preview.address.inputValue()).toBe("http://localhost:8000/wall");
  });
});
