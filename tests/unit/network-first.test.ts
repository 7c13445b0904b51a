import { describe, expect, test } from "vitest";
import { networkFirst } from "../../src/shared/network-first.ts";

type Asked = () => Promise<Response>;

/** What was answered and what was stored; the clock runs out at once where `late`. */
async function answered(fetch: Asked, stored: string | null, late = false) {
  const kept: string[] = [];
  const { response, kept: over } = await networkFirst({
    fetch,
    stored: async () => (stored === null ? undefined : new Response(stored)),
    store: async (fresh) => void kept.push(await fresh.text()),
    setTimeout: (work) => (late ? queueMicrotask(work) : undefined),
  });
  const text = await response.text();
  await over;
  return { text, kept };
}

const online: Asked = async () => new Response("the server's");
const offline: Asked = async () => {
  throw new TypeError("Failed to fetch");
};
const slow: Asked = () =>
  new Promise((resolve) => setTimeout(() => resolve(new Response("late")), 20));

describe("networkFirst", () => {
  test("gives the server's answer, and stores it", async () => {
    expect(await answered(online, "older")).toEqual({
      text: "the server's",
      kept: ["the server's"],
    });
  });

  test("gives the stored answer without a network", async () => {
    expect(await answered(offline, "older")).toEqual({ text: "older", kept: [] });
  });

  test("gives the stored answer where the server is slow, and stores the late one", async () => {
    expect(await answered(slow, "older", true)).toEqual({ text: "older", kept: ["late"] });
  });

  test("waits for a slow server where nothing is stored", async () => {
    expect(await answered(slow, null, true)).toEqual({ text: "late", kept: ["late"] });
  });

  test("rejects where there is neither", async () => {
    await expect(answered(offline, null)).rejects.toThrow("Failed to fetch");
  });

  test("stores no answer but a whole one", async () => {
    const moved: Asked = async () => new Response("moved", { status: 404 });
    expect(await answered(moved, "older")).toEqual({ text: "moved", kept: [] });
  });
});
