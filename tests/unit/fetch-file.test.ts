import { describe, expect, it } from "vitest";
import { fetchFile } from "../../src/bridge/fetch-file.ts";

/** What `fetchFile` tells of an answer, and what it asked for. */
async function fetched(
  answer: () => Response | Promise<Response>,
  { limit = 100, sentOn = false } = {},
) {
  const progress: (readonly [number, number | null])[] = [];
  const asked: RequestInit[] = [];
  const last = await fetchFile("https://a.org/x.md", limit, {
    fetch: async (_url, init) => {
      asked.push(init);
      return answer();
    },
    onProgress: (bytes, total) => progress.push([bytes, total]),
    wasSentOn: async () => sentOn,
  });
  return { last, progress, asked };
}

/** Parts that come one after the other, and whether somebody left before the end. */
function parts(...sizes: readonly number[]) {
  let left = false;
  const rest = [...sizes];
  const body = new ReadableStream<Uint8Array>({
    pull(controller) {
      const size = rest.shift();
      if (size === undefined) controller.close();
      else controller.enqueue(new Uint8Array(size).fill(65));
    },
    cancel() {
      left = true;
    },
  });
  return { body, wasLeft: () => left, unread: rest };
}

describe("fetchFile(url, limit)", () => {
  it("gives the bytes, and tells of each part", async () => {
    const headers = { "content-length": "7" };
    const { last, progress } = await fetched(() => new Response(parts(3, 4).body, { headers }));
    expect(last).toEqual({ type: "done", bytes: new TextEncoder().encode("AAAAAAA") });
    expect(progress).toEqual([
      [0, 7],
      [3, 7],
      [7, 7],
    ]);
  });

  it("sends nothing of the reader along, and reads no more when it has ended", async () => {
    const { asked } = await fetched(() => new Response(""));
    expect(asked[0]).toMatchObject({ credentials: "omit", referrerPolicy: "no-referrer" });
    expect(asked[0]?.signal?.aborted).toBe(true);
  });

  it("reads nothing of what is too large by its headers", async () => {
    const { unread, body } = parts(1, 1, 1);
    const headers = { "content-length": "101" };
    const { last, progress } = await fetched(() => new Response(body, { headers }));
    expect(last).toEqual({ type: "failed", outcome: { kind: "too-large", bytes: 101 } });
    expect(progress).toEqual([]);
    expect(unread.length).toBeGreaterThan(0);
  });

  it("stops at the limit whatever the headers say", async () => {
    const { unread, body } = parts(...Array.from({ length: 50 }, () => 30));
    const headers = { "content-length": "10" };
    const { last } = await fetched(() => new Response(body, { headers }));
    expect(last).toEqual({ type: "failed", outcome: { kind: "too-large", bytes: null } });
    expect(unread.length).toBeGreaterThan(40);
  });

  it("tells a status that is no success, and a failure", async () => {
    const { last } = await fetched(() => new Response("", { status: 404 }));
    expect(last).toEqual({ type: "failed", outcome: { kind: "status", status: 404 } });
    const fail = () => Promise.reject(new TypeError("Failed to fetch"));
    expect((await fetched(fail)).last).toEqual({
      type: "failed",
      outcome: { kind: "unreachable" },
    });
    expect((await fetched(fail, { sentOn: true })).last).toEqual({
      type: "failed",
      outcome: { kind: "sent-on" },
    });
  });
});
