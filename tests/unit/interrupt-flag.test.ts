import { describe, expect, test } from "vitest";
import {
  kernelOfSign,
  readSign,
  readStopMessage,
  signAddress,
  writeSign,
} from "../../src/shared/interrupt-flag.ts";
import type { StopSign } from "../../src/shared/interrupt-flag.ts";
import { InterruptFlag } from "../../workers/shell/interrupt-flag.ts";

const BASE = "https://school.test/courses/";
const stop = (kernel: string, sign: StopSign | null) => ({
  data: { type: "routebook:stop", kernel, sign },
});

/** What the service worker answers to a request; null where it leaves it alone. */
async function answered(flag: InterruptFlag, url: string, method = "GET") {
  const answers: Response[] = [];
  const taken = flag.answer({
    request: { url, method },
    respondWith: (answer) => void answers.push(answer),
  });
  expect(taken).toBe(answers.length === 1);
  const [answer] = answers;
  return answer === undefined
    ? null
    : { text: await answer.text(), cache: answer.headers.get("Cache-Control") };
}

describe("The service worker's flag", () => {
  test("says to go on where nobody pressed Stop, and keeps the answer out of every cache", async () => {
    const flag = new InterruptFlag(BASE);
    expect(await answered(flag, signAddress(BASE, "k"))).toEqual({
      text: "go on",
      cache: "no-store",
    });
  });

  test("gives a kernel its own sign, until it is taken back", async () => {
    const flag = new InterruptFlag(BASE);
    expect(flag.hear(stop("k", { run: 7, press: 1 }))).toBe(true);
    expect((await answered(flag, signAddress(BASE, "k")))?.text).toBe("stop 7 1");
    expect((await answered(flag, signAddress(BASE, "other")))?.text).toBe("go on");
    flag.hear(stop("k", null));
    expect((await answered(flag, signAddress(BASE, "k")))?.text).toBe("go on");
  });

  test("leaves other requests and messages alone", async () => {
    const flag = new InterruptFlag(BASE);
    for (const url of [
      BASE,
      `${BASE}__routebook/interrupt`,
      "https://school.test/__routebook/interrupt?kernel=k",
      "https://other.test/courses/__routebook/interrupt?kernel=k",
    ]) {
      expect(await answered(flag, url)).toBe(null);
    }
    expect(await answered(flag, signAddress(BASE, "k"), "POST")).toBe(null);
    for (const data of [null, "stop", {}, { type: "routebook:stop" }, { type: "other" }]) {
      expect(flag.hear({ data })).toBe(false);
    }
  });
});

describe("A sign of Stop", () => {
  test("comes out of its text as it went in", () => {
    for (const sign of [null, { run: 7, press: 1 }, { run: -1, press: 23 }]) {
      expect(readSign(writeSign(sign))).toEqual(sign);
    }
  });

  test("is not read from what another answers", () => {
    for (const text of ["", "<!doctype html>", "stop", "stop 7", "stop 7 x", "go on\n"]) {
      expect(() => readSign(text)).toThrow("No service worker answered");
    }
  });

  test("has an address below the shell's, whatever the kernel's id", () => {
    const address = signAddress(BASE, "a&b=c/é");
    expect(address.startsWith(BASE)).toBe(true);
    expect(kernelOfSign(address, BASE)).toBe("a&b=c/é");
  });

  test("is refused in a message that is not whole", () => {
    const whole = stop("k", { run: 7, press: 1 }).data;
    expect(readStopMessage(whole)).toEqual(whole);
    expect(readStopMessage({ ...whole, sign: { run: "7", press: 1 } })).toBe(null);
    expect(readStopMessage({ ...whole, sign: 7 })).toBe(null);
    expect(readStopMessage({ ...whole, kernel: 1 })).toBe(null);
  });
});
