import { describe, expect, test } from "vitest";
import { parseArguments } from "../../scripts/arguments.ts";
import { createReporter, formatProgress } from "../../scripts/console.ts";
import { Failure, describeFailure } from "../../scripts/failure.ts";
import { shippedPackages } from "../../scripts/vite/shipped-packages.ts";

describe("parseArguments", () => {
  test("has defaults for all", () => {
    expect(parseArguments([], {})).toEqual({
      packsOnly: false,
      pyodideDist: null,
      port: 4173,
      open: true,
      isolation: true,
      base: "/",
      ownPreviewOrigin: true,
      previewOrigin: null,
    });
  });

  test("reads where the preview is to be", () => {
    expect(parseArguments(["--no-preview-origin"], {}).ownPreviewOrigin).toBe(false);
    const args = ["--preview-origin", "https://preview.example.org/"];
    expect(parseArguments(args, {}).previewOrigin).toBe("https://preview.example.org");
    const environment = { PREVIEW_ORIGIN: "http://other.example" };
    expect(parseArguments([], environment).previewOrigin).toBe("http://other.example");
  });

  test("reads what npm passes on", () => {
    const args = ["--port", "8080", "--no-open", "--no-isolation", "--base", "some/path"];
    expect(parseArguments(args, {})).toMatchObject({
      port: 8080,
      open: false,
      isolation: false,
      base: "/some/path/",
    });
  });

  test("opens no browser in CI", () => {
    expect(parseArguments([], { CI: "true" }).open).toBe(false);
  });

  test.each([
    [["--port", "http"]],
    [["--port", "65535"]],
    [["--colour"]],
    [["extra"]],
    [["--preview-origin", "example.org/a"]],
  ])("throws a sentence for %j", (args) => {
    expect(() => parseArguments(args, {})).toThrow(Failure);
  });
});

describe("describeFailure", () => {
  const system = (code: string): Error => Object.assign(new Error(code), { code });

  test("has one sentence for what the user can mend", () => {
    expect(describeFailure(new Failure("No pip."))).toBe("No pip.");
    expect(describeFailure(system("ENOSPC"))).toMatch(/disk is full/);
    expect(describeFailure(system("EACCES"))).toMatch(/permission/);
  });

  test("has none for a fault of ours", () => {
    expect(describeFailure(new TypeError("x is undefined"))).toBeNull();
  });
});

describe("createReporter", () => {
  const record = (
    isTTY: boolean,
  ): { lines: string[]; write: (text: string) => void; isTTY: boolean } => {
    const lines: string[] = [];
    return { lines, isTTY, write: (text) => void lines.push(text) };
  };
  const work = async (
    progress: (now: { done: number; total: number; unit: "bytes" }) => void,
  ): Promise<string> => {
    progress({ done: 31e6, total: 61e6, unit: "bytes" });
    return "result";
  };

  test("rewrites one line on a terminal", async () => {
    const terminal = record(true);
    let now = 0;
    const result = await createReporter(terminal, () => (now += 100)).step("Fetching", work);
    expect(result).toBe("result");
    expect(terminal.lines.join("")).toMatch(/Fetching: 31 of 61 MB.*✓ Fetching \(0\.\d s\)\n$/s);
  });

  test("stays quiet between start and end of a short step in a log", async () => {
    const log = record(false);
    await createReporter(log, () => 0).step("Fetching", work);
    expect(log.lines).toEqual(["Fetching …\n", "  done (0.0 s)\n"]);
  });

  test("formatProgress counts bytes in MB and things one by one", () => {
    expect(formatProgress({ done: 1.25e6, total: 3e6, unit: "bytes" })).toBe("1.3 of 3.0 MB");
    expect(formatProgress({ done: 4, total: 9, unit: "files" })).toBe("4 of 9");
  });
});

describe("shippedPackages", () => {
  const lock = {
    packages: {
      "": {},
      "node_modules/a": { version: "1", license: "MIT", dependencies: { b: "*", "@types/t": "*" } },
      "node_modules/a/node_modules/b": { version: "2", license: "ISC", dependencies: { c: "*" } },
      "node_modules/b": { version: "3", license: "MIT" },
      "node_modules/c": { version: "4", license: "MIT" },
      "node_modules/@types/t": { version: "5", license: "MIT" },
      "node_modules/tool": { version: "6", license: "MIT" },
    },
  };
  const shipped = (...names: string[]): string[] =>
    shippedPackages(lock, names).map(({ name, version }) => `${name} ${version}`);

  test("follows dependencies as Node finds them", () => {
    expect(shipped("a")).toEqual(["a 1", "b 2", "c 4"]);
    expect(shipped("b")).toEqual(["b 3"]);
  });

  test("passes over what npm does not know", () => {
    expect(shipped("virtual")).toEqual([]);
  });
});
