import { describe, expect } from "vitest";
import { test } from "./support/fixtures.ts";

describe.for(["isolated", "plain"] as const)("on a host that is %s", (host) => {
  test("a lesson runs, and nothing is asked of any other host", async ({ visit }) => {
    const visitor = await visit(host);
    const view = await visitor.open("#/lesson/flask-routing/01-first-route");
    await view.cell(1).run();
    await view.cell(2).run();
    expect(await view.cell(2).text()).toContain("Welcome to the library");
    expect(visitor.problems).toEqual([]);
  });

  test("every page opens by its address", async ({ visit }) => {
    const visitor = await visit(host);
    const titles = new Set<string>();
    for (const fragment of ["", "#/scratch", "#/storage", "#/about", "#/nowhere"]) {
      const view = await visitor.open(fragment);
      titles.add(await view.page.getByRole("heading", { level: 1 }).first().innerText());
    }
    expect(titles.size).toBe(5);
  });
});

describe("the policy of the page", () => {
  test("lets the learner's Python reach no other host", async ({ visit }) => {
    const visitor = await visit();
    visitor.expectProblem(/Content Security Policy|Refused to connect|violates/);
    const view = await visitor.open("#/scratch");
    const { status } = await view.api.ask(
      'from pyodide.http import pyfetch\nawait pyfetch("http://127.0.0.1:9/other")',
    );
    expect(status).toBe("failed");
    expect(visitor.unexpectedProblems()).toEqual([]);
  });

  test("keeps from the learner's Python what belongs to the page", async ({ visit }) => {
    const view = await (await visit()).open("#/scratch");
    const { outputs } = await view.api.ask(
      'import js\nprint([name for name in ("indexedDB", "caches", "navigator", "Worker", "BroadcastChannel", "localStorage", "postMessage") if hasattr(js, name)])',
    );
    expect(outputs[0]?.data).toBe("[]\n");
  });

  test("a request to another host is seen by these tests", async ({ visit }) => {
    const visitor = await visit("plain");
    visitor.expectProblem(/./);
    await visitor.open();
    await visitor.page.evaluate(() => fetch("http://127.0.0.1:9/other").catch(() => null));
    expect(visitor.problems.join("\n")).toMatch(/another host|Content Security Policy/);
  });
});
