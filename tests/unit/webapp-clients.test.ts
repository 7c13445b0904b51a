import { signal } from "@preact/signals-core";
import { describe, expect, it } from "vitest";
import type { CookieReading, JarCookie, JarEdit, Jars } from "../../src/shared/http.ts";
import { createClients } from "../../src/webapp/clients.ts";
import {
  cookieProblem,
  expiryWords,
  fromLocalTime,
  newCookie,
  toLocalTime,
} from "../../src/webapp/cookie-words.ts";
import type { KernelPhase } from "../../src/webapp/request-log.ts";
import { FakeKernel } from "./support/fake-kernel.ts";
import { settle } from "./support/notebook-bench.ts";
import { traceOf } from "./support/wire-traces.ts";

const COOKIE: JarCookie = { ...newCookie("localhost"), name: "session", value: "x" };
const READING: CookieReading = {
  name: "session",
  path: "/",
  domain: "localhost",
  kind: "jwt",
  content: {},
  genuine: null,
  signedAt: null,
  expires: null,
  note: "A token.",
};

class JarKernel extends FakeKernel {
  stored: Jars = {};
  asked = 0;
  readonly edits: [string, JarEdit][] = [];

  override async jars() {
    this.asked++;
    return this.stored;
  }

  override async readCookies(): Promise<readonly CookieReading[]> {
    return [READING];
  }

  override async editJar(client: string, edit: JarEdit): Promise<void> {
    this.edits.push([client, edit]);
    this.stored = { ...this.stored, [client]: edit.type === "put" ? [edit.cookie] : [] };
  }
}

function bench() {
  const kernel = new JarKernel();
  const phase = signal<KernelPhase>("ready");
  const lesson = signal<readonly string[]>([]);
  const timers: (() => void)[] = [];
  const clients = createClients({ kernel, phase, lesson, setTimeout: (work) => timers.push(work) });
  const ended = () => {
    kernel.emit({ type: "request-ended", trace: traceOf({}) });
  };
  const later = async () => {
    for (const work of timers.splice(0)) work();
    await settle();
  };
  return { kernel, phase, lesson, clients, ended, later };
}

describe("createClients(options).names", () => {
  it("are Alice and Bob, the lesson's, added ones, and whoever has cookies", async () => {
    const { kernel, lesson, clients } = bench();
    lesson.value = ["Mallory", "Bob"];
    expect(clients.add("  Carol   C. ")).toBe("Carol C.");
    kernel.stored = { page: [], Dora: [COOKIE], "": [COOKIE], "check:1": [COOKIE] };
    await clients.refresh();
    expect(clients.names.value).toEqual(["Alice", "Bob", "Mallory", "Carol C.", "Dora"]);
    kernel.stored = { page: [COOKIE] };
    await clients.refresh();
    expect(clients.names.value).toContain("page");
  });

  it("are unique, and no blanks", () => {
    const { clients } = bench();
    expect(clients.add("Bob")).toBe("Bob 2");
    expect(() => clients.add("  ")).toThrow("A client needs a name");
    expect(() => clients.add("check:a")).toThrow("take another");
  });

  it("go with remove(), but for those who are always there", async () => {
    const { kernel, clients } = bench();
    clients.active.value = clients.add("Carol");
    await clients.remove("Carol");
    expect(clients.names.value).toEqual(["Alice", "Bob"]);
    expect(clients.active.value).toBe("Alice");
    clients.active.value = "Bob";
    await clients.remove("Bob");
    expect(clients.active.value).toBe("Bob");
    expect(kernel.edits.map(([name, { type }]) => `${name} ${type}`)).toEqual([
      "Carol clear",
      "Bob clear",
    ]);
  });
});

describe("createClients(options).jars", () => {
  it("follow requests, once for many of them", async () => {
    const { kernel, clients, ended, later } = bench();
    kernel.stored = { Alice: [COOKIE], Bob: [] };
    for (let request = 0; request < 100; request++) ended();
    await later();
    expect(kernel.asked).toBe(1);
    expect(clients.jars.value).toEqual({ Alice: [COOKIE], Bob: [] });
    expect(clients.readings.value).toEqual({ Alice: [READING] });
    ended();
    await later();
    expect(kernel.asked).toBe(2);
  });

  it("follow edits", async () => {
    const { clients } = bench();
    await clients.edit("Bob", { type: "put", cookie: COOKIE });
    expect(clients.jars.value).toEqual({ Bob: [COOKIE] });
  });

  it("are empty with a new kernel, and in another notebook", async () => {
    const { kernel, phase, clients } = bench();
    kernel.stored = { Alice: [COOKIE] };
    await clients.refresh();
    phase.value = "starting";
    expect(clients.jars.value).toEqual({});
    await clients.refresh();
    clients.add("Carol");
    clients.active.value = "Carol";
    clients.forget();
    expect([clients.jars.value, clients.names.value, clients.active.value]).toEqual([
      {},
      ["Alice", "Bob"],
      "Alice",
    ]);
  });
});

describe("cookies in words", () => {
  it.each([
    [null, "until the browser closes"],
    [0, "over"],
    [100, "over"],
    [145, "in 45 seconds"],
    [101, "in 1 second"],
    [100 + 7200, "in 2 hours"],
    [100 + 30 * 86_400 - 2, "in 30 days"],
  ])("expiryWords(%j)", (expires, words) => {
    expect(expiryWords(expires, 100_000)).toBe(words);
  });

  it("cookieProblem(cookie) tells what cannot be kept", () => {
    expect(cookieProblem(COOKIE)).toBeNull();
    expect(cookieProblem({ ...COOKIE, name: "a b" })).toContain("name");
    expect(cookieProblem({ ...COOKIE, value: "a;b" })).toContain("semicolon");
    expect(cookieProblem({ ...COOKIE, path: "a" })).toContain("slash");
    expect(cookieProblem({ ...COOKIE, sameSite: "none" })).toContain("Secure");
  });

  it("toLocalTime() and fromLocalTime() are inverse, to the minute", () => {
    const seconds = 1_795_000_020;
    expect(fromLocalTime(toLocalTime(seconds))).toBe(Math.floor(seconds / 60) * 60);
    expect(fromLocalTime("")).toBeNull();
    expect(toLocalTime(null)).toBe("");
  });
});
