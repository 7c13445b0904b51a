import { readFile } from "node:fs/promises";
import { beforeEach, expect, test } from "vitest";
import { pyodideDir } from "../../scripts/paths.ts";
import { LOCK } from "../../workers/python/boot.ts";
import { DownloadProgress } from "../../workers/python/download-progress.ts";
import { PyodideDownloads, type DownloadScope } from "../../workers/python/pyodide-downloads.ts";

/** The smallest module there is. */
const CODE = Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0);
const URL_OF = "https://routebook.test/pyodide/";

/** What the server answers to each file, one after the other; the last one stays. */
let answers: Record<string, (() => Response | Promise<Response>)[]>;
let asked: string[];
/** What lies on the device. */
let stored: Record<string, () => Response>;

beforeEach(() => {
  asked = [];
  stored = {};
  answers = {
    "pyodide.asm.wasm": [() => new Response(CODE)],
    "python_stdlib.zip": [() => new Response("library")],
  };
});

function open(main: WebAssembly.Module | null = null) {
  const scope: DownloadScope = {
    async fetch(input, init) {
      const name = (input as string).slice(URL_OF.length);
      asked.push(`${name} ${init?.cache ?? ""}`);
      const rest = answers[name] ?? [];
      const answer = rest.length > 1 ? rest.shift() : rest[0];
      return answer?.() ?? new Response("", { status: 404 });
    },
    WebAssembly: { ...WebAssembly, compile: WebAssembly.compile },
  };
  const effects = {
    scope,
    stored: async (address: string) => stored[address.slice(URL_OF.length)]?.(),
    wait: async () => {},
  };
  return {
    scope,
    downloads: new PyodideDownloads(effects, URL_OF, {}, main, new DownloadProgress("Python")),
  };
}

const brokenOff = () => Promise.reject(new TypeError("Failed to fetch"));

test("begin at once, and are what a boot gets when it asks", async () => {
  const { scope, downloads } = open();
  await Promise.resolve();
  expect(asked).toEqual(["pyodide.asm.wasm default", "python_stdlib.zip default"]);
  const own = scope.fetch;
  const got = await downloads.during(async () => {
    const library = await (await scope.fetch(`${URL_OF}python_stdlib.zip`)).text();
    const code = await scope.WebAssembly.instantiateStreaming(
      scope.fetch(`${URL_OF}pyodide.asm.wasm`),
    );
    return [library, code.module === (await downloads.code)];
  });
  expect(got).toEqual(["library", true]);
  expect(asked).toHaveLength(2);
  expect(scope.fetch).toBe(own);
});

test("code that an earlier kernel compiled does not come again", async () => {
  const main = new WebAssembly.Module(CODE);
  expect(await open(main).downloads.code).toBe(main);
  expect(asked).toEqual(["python_stdlib.zip default"]);
});

test("what is stored on the device is not asked for, but where it is damaged", async () => {
  stored = {
    "pyodide.asm.wasm": () => new Response("altered"),
    "python_stdlib.zip": () => new Response("stored library"),
  };
  const { scope, downloads } = open();
  const library = await downloads.during(async () => {
    await downloads.code;
    return (await scope.fetch(`${URL_OF}python_stdlib.zip`)).text();
  });
  expect(library).toBe("stored library");
  expect(asked).toEqual(["pyodide.asm.wasm reload"]);
});

test("one that breaks off is begun again, past what the browser has stored", async () => {
  answers["pyodide.asm.wasm"]?.unshift(brokenOff, () => new Response("", { status: 503 }));
  const { downloads } = open();
  expect(await downloads.code).toBeInstanceOf(WebAssembly.Module);
  expect(asked.filter((one) => one.includes("wasm"))).toEqual([
    "pyodide.asm.wasm default",
    "pyodide.asm.wasm reload",
    "pyodide.asm.wasm reload",
  ]);
});

test.each([
  ["code", "pyodide.asm.wasm", brokenOff, "Failed to fetch"],
  ["library", "python_stdlib.zip", () => new Response("", { status: 404 }), "(HTTP 404)"],
])("a boot does not wait for %s that does not come", async (_what, file, answer, words) => {
  answers[file] = [answer];
  const { downloads } = open();
  const boot = downloads.during(() => new Promise<never>(() => {}));
  await expect(boot).rejects.toThrow(words);
});

test("the lock file that stands for Pyodide's own names the version that Pyodide wants", async () => {
  const own = JSON.parse(await readFile(`${pyodideDir}/pyodide-lock.json`, "utf8")) as {
    info: { abi_version: string };
  };
  const ours = JSON.parse(LOCK) as typeof own;
  expect(ours.info.abi_version).toBe(own.info.abi_version);
});
