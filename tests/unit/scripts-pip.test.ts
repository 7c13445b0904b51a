import { describe, expect, test } from "vitest";
import { describePipFailure } from "../../scripts/packages/pip-failure.ts";
import { findPython } from "../../scripts/packages/python.ts";
import type { Execute } from "../../scripts/packages/python.ts";

describe("describePipFailure", () => {
  test.each([
    [
      "WARNING: Retrying (Retry(total=4)) after connection broken by 'NewConnectionError'\nERROR: No matching distribution found for flask",
      /^No network:/,
    ],
    [
      "ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE.\n    flask==3.1.3 from file.whl (from -r r.txt (line 1)):\n        Expected sha256 00\n",
      /\(flask==3\.1\.3\) has a wrong hash/,
    ],
    [
      "ERROR: Could not install packages due to an OSError: [Errno 28] No space left on device",
      /disk is full/,
    ],
    ["ERROR: No matching distribution found for flask==99", /has no flask==99/],
    ["SSLError(SSLCertVerificationError(1, '[SSL: CERTIFICATE_VERIFY_FAILED]", /certificate/],
    ["ERROR: one\nERROR: the last word", /^pip failed: the last word$/],
    ["", /^pip failed: it did not say why$/],
  ])("%#: a sentence for what pip wrote", (output, sentence) => {
    expect(describePipFailure(output)).toMatch(sentence);
  });
});

describe("findPython", () => {
  /** A machine on which these commands are that Python, with that pip. */
  const machine =
    (pythons: Record<string, { version: string; pip: string | null }>): Execute =>
    async (command, args) => {
      const python = pythons[command];
      if (python === undefined) throw new Error("ENOENT");
      if (!args.includes("pip")) return python.version;
      if (python.pip === null) throw new Error("No module named pip");
      return `pip ${python.pip} from /somewhere`;
    };
  const good = { version: "3 11", pip: "23.2" };

  test("takes the first that is recent and has pip", async () => {
    const run = machine({ python3: { version: "3 12", pip: null }, python: good });
    expect(await findPython(run, "linux")).toEqual({ command: "python", args: [] });
  });

  test("asks Windows' launcher first", async () => {
    const run = machine({ py: good, python: good });
    expect(await findPython(run, "win32")).toEqual({ command: "py", args: ["-3"] });
  });

  test.each([
    [{}, /none was found/],
    [{ python3: { version: "3 8", pip: "23.2" } }, /older/],
    [{ python3: { version: "2 7", pip: "20.3" } }, /older/],
    [{ python3: { version: "3 11", pip: null } }, /pip is not/],
    [{ python3: { version: "3 9", pip: "20.2" } }, /pip is not/],
  ])("%#: says what is missing", async (pythons, sentence) => {
    await expect(findPython(machine(pythons), "linux")).rejects.toThrow(sentence);
  });
});
