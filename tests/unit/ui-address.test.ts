import { describe, expect, it } from "vitest";
import type { NotebookContent } from "../../src/notebook/workspace.ts";
import type { Fetched, FetchOptions } from "../../src/ui/address/address-frame.ts";
import { createAddressState } from "../../src/ui/address/address-state.ts";
import { planVerb, progressPart, progressWords } from "../../src/ui/address/address-words.ts";

const SITE = "https://site.example/";

function scene(answer: (options: FetchOptions) => Promise<Fetched> | Fetched) {
  const asked: string[] = [];
  const shown: (readonly [NotebookContent, string])[] = [];
  const gone: string[] = [];
  const state = createAddressState({
    site: SITE,
    ask: async (options) => {
      asked.push(options.url);
      return answer(options);
    },
    show: async (content, host) => void shown.push([content, host]),
    go: (url) => gone.push(url),
  });
  return { state, asked, shown, gone };
}

const file = (text: string): Fetched => ({ kind: "file", bytes: new TextEncoder().encode(text) });

describe("a file from an address", () => {
  it("is asked for only when the reader agrees, and then shown", async () => {
    const { state, asked, shown } = scene(() => file("# Tea\n"));
    state.type("https://github.com/u/r/blob/main/tea.md");
    expect(planVerb(state.plan.value)).toBe("Ask raw.githubusercontent.com");
    expect(asked).toEqual([]);
    expect(await state.agree()).toBe(true);
    expect(asked).toEqual(["https://raw.githubusercontent.com/u/r/main/tea.md"]);
    expect(shown).toEqual([
      [
        { kind: "text", text: "# Tea\n", format: "md", name: "tea.md" },
        "raw.githubusercontent.com",
      ],
    ]);
  });

  it("asks nobody for an address of this site, or for what is none", async () => {
    const { state, asked, gone } = scene(() => file(""));
    state.type(`${SITE}#/about`);
    expect(await state.agree()).toBe(true);
    expect(gone).toEqual([`${SITE}#/about`]);
    state.type("tea");
    expect(await state.agree()).toBe(false);
    expect(state.trouble.value?.message).toMatch(/This is no address/);
    expect(asked).toEqual([]);
  });

  it.each([
    ["<!doctype html>", /a web page of a\.org/],
    ["\0\u0001", /is no text/],
    ["", /is empty/],
    ['{"format": "routebook-progress"}', /not opened from an address/],
    ['{"format": "routebook-result"}', /not opened from an address/],
  ])("that is no notebook is not opened: %j", async (text, words) => {
    const { state, shown } = scene(() => file(text));
    state.type("https://a.org/x");
    expect(await state.agree()).toBe(false);
    expect(state.trouble.value?.message).toMatch(words);
    expect(shown).toEqual([]);
  });

  it("can be stopped, which is no trouble", async () => {
    const { state } = scene(
      ({ signal }) =>
        new Promise((_resolve, reject) => {
          signal.addEventListener("abort", () => reject(signal.reason as Error));
        }),
    );
    state.type("https://a.org/x.md");
    const agreed = state.agree();
    expect(state.progress.value?.host).toBe("a.org");
    expect(await state.agree()).toBe(false);
    state.stop();
    expect(await agreed).toBe(false);
    expect([state.progress.value, state.trouble.value]).toEqual([null, null]);
  });
});

describe("progressWords", () => {
  it.each([
    [0, null, "Asking a.org", null],
    [1000, 4000, "1 kB of 4 kB from a.org", 0.25],
    // The host told the size of a compressed form.
    [5000, 4000, "5 kB from a.org", null],
    [5000, null, "5 kB from a.org", null],
  ])("%s of %s", (bytes, total, words, part) => {
    expect(progressWords({ host: "a.org", bytes, total })).toBe(words);
    expect(progressPart({ bytes, total, host: "a.org" })).toBe(part);
  });
});
