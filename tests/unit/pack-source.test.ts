import { createHash } from "node:crypto";
import { describe, expect, test } from "vitest";
import type { Pack } from "../../src/shared/packs.ts";
import { browserPackSource } from "../../workers/python/pack-source.ts";

const INDEX = "https://site.test/packs/index.json";
const CONTENT = new TextEncoder().encode("the content of a pack");
const PACK: Pack = {
  name: "flask",
  version: "3",
  file: "flask-1.pack",
  size: CONTENT.length,
  unpackedSize: 1,
  sha256: hash(CONTENT),
  modules: ["flask"],
  depends: [],
  licence: "",
  summary: "",
};
const OTHER = new TextEncoder().encode("the content of a crab");

function hash(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}

type Answer = Uint8Array | number | "network" | "broken";

/** A source whose server gives these answers one after the other; the last one again and again. */
function sourceOf(...answers: Answer[]) {
  const asked: (RequestCache | undefined)[] = [];
  const pauses: number[] = [];
  const notices: string[] = [];
  const take = (): Answer => (answers.length > 1 ? answers.shift()! : answers[0]!);
  class FakeRequest {
    status = 0;
    response: ArrayBuffer | null = null;
    responseType = "";
    #fresh = false;
    open(): void {}
    setRequestHeader(_name: string, value: string): void {
      this.#fresh = value === "no-cache";
    }
    send(): void {
      asked.push(this.#fresh ? "reload" : "default");
      const answer = take();
      if (typeof answer === "string") throw new Error("A network error occurred.");
      this.status = typeof answer === "number" ? answer : 200;
      this.response = typeof answer === "number" ? null : answer.slice().buffer;
    }
  }
  const source = browserPackSource(INDEX, {
    fetch: async (_url, init) => {
      asked.push(init?.cache);
      const answer = take();
      if (answer === "network") throw new TypeError("Failed to fetch");
      if (answer === "broken") return new Response(brokenBody());
      return typeof answer === "number"
        ? new Response(null, { status: answer })
        : new Response(answer.slice());
    },
    Request: FakeRequest as unknown as typeof XMLHttpRequest,
    digest: async (bytes) => hash(new Uint8Array(bytes)),
    wait: async (milliseconds) => void pauses.push(milliseconds),
    notice: (text) => void notices.push(text),
  });
  return { source, asked, pauses, notices };
}

function brokenBody(): ReadableStream<Uint8Array> {
  return new ReadableStream({
    start(controller) {
      controller.enqueue(CONTENT.slice(0, 5));
      controller.error(new TypeError("network error"));
    },
  });
}

describe("bytes(pack)", () => {
  test("are the file's, with the count of those that came", async () => {
    const { source, notices } = sourceOf(CONTENT);
    const counts: number[] = [];
    expect(await source.bytes(PACK, (count) => counts.push(count))).toEqual(CONTENT);
    expect(counts.at(-1)).toBe(PACK.size);
    expect(notices).toEqual([]);
  });

  test.each([
    ["altered", OTHER],
    ["truncated", CONTENT.slice(0, 8)],
    ["too long", new Uint8Array(100)],
  ])(
    "of an %s copy are asked of the server itself, and the learner is told",
    async (_what, bad) => {
      const { source, asked, notices } = sourceOf(bad, CONTENT);
      expect(await source.bytes(PACK, () => {})).toEqual(CONTENT);
      expect(asked).toEqual(["default", "reload"]);
      expect(notices).toEqual(["The stored copy of flask was damaged; it was fetched again."]);
    },
  );

  test("that are wrong twice are refused with a sentence", async () => {
    const { source } = sourceOf(OTHER);
    await expect(source.bytes(PACK, () => {})).rejects.toThrow(/flask arrived damaged, twice/);
  });

  test.each(["network", "broken"] as const)(
    "are asked for again after a %s failure",
    async (bad) => {
      const { source, asked, pauses } = sourceOf(bad, bad, CONTENT);
      expect(await source.bytes(PACK, () => {})).toEqual(CONTENT);
      expect(asked).toHaveLength(3);
      expect(pauses).toEqual([500, 1500]);
    },
  );

  test("that never come end in a sentence with the next step", async () => {
    const { source, asked } = sourceOf("network");
    await expect(source.bytes(PACK, () => {})).rejects.toThrow(
      "The package flask is not stored on this device, and the server did not send it. Check the connection, then restart the kernel.",
    );
    expect(asked).toHaveLength(4);
  });

  test("that the server does not have are not asked for again", async () => {
    const { source, asked } = sourceOf(404);
    await expect(source.bytes(PACK, () => {})).rejects.toThrow(/HTTP 404/);
    expect(asked).toHaveLength(1);
  });

  test("that an overloaded server refuses are asked for again", async () => {
    const { source, asked } = sourceOf(503, CONTENT);
    expect(await source.bytes(PACK, () => {})).toEqual(CONTENT);
    expect(asked).toHaveLength(2);
  });
});

describe("bytesSync(pack)", () => {
  test("asks the server itself where the copy is damaged, and tells", () => {
    const { source, asked, notices } = sourceOf(OTHER, CONTENT);
    expect(source.bytesSync(PACK)).toEqual(CONTENT);
    expect(asked).toEqual(["default", "reload"]);
    expect(notices).toHaveLength(1);
  });

  test("throws a sentence without a network", () => {
    const { source } = sourceOf("network");
    expect(() => source.bytesSync(PACK)).toThrow(/not stored on this device/);
  });
});
