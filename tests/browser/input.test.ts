import { describe, expect } from "vitest";
import { test } from "./support/fixtures.ts";

describe("input()", () => {
  test("shows the prompt before the field, waits, and goes on with the line", async ({ visit }) => {
    const view = await (await visit()).open("#/scratch");
    await view.scratch('name = input("Your name? ")\nprint("Hello,", name)');
    const cell = view.cell(1);
    await cell.button("Run").click();
    const field = cell.output.getByRole("textbox", { name: "Your name?" });
    await field.and(view.page.locator(":focus")).waitFor();
    await field.fill("Ada");
    await field.press("Enter");
    await cell.button("Run").waitFor();
    expect(await cell.text()).toMatch(/Your name\? ?Ada\s+Hello, Ada/);
  });

  test("hides what is typed for getpass", async ({ visit }) => {
    const view = await (await visit()).open("#/scratch");
    await view.scratch('from getpass import getpass\nprint(len(getpass("Secret: ")))');
    await view.cell(1).button("Run").click();
    const field = view.cell(1).output.getByLabel("Secret:").and(view.page.locator("input"));
    await field.fill("four");
    expect(await field.getAttribute("type")).toBe("password");
    await field.press("Enter");
    await view.cell(1).button("Run").waitFor();
    expect(await view.cell(1).text()).toContain("4");
    expect(await view.cell(1).text()).not.toContain("four");
  });

  test("raises EOFError at the end of input", async ({ visit }) => {
    const view = await (await visit()).open("#/scratch");
    await view.scratch('try:\n    input("More? ")\nexcept EOFError:\n    print("no more")');
    await view.cell(1).button("Run").click();
    await view.cell(1).output.getByRole("button", { name: "End of input" }).click();
    await view.cell(1).button("Run").waitFor();
    expect(await view.cell(1).text()).toContain("no more");
  });

  test("can be stopped while it waits, with variables kept, on any host", async ({ visit }) => {
    const view = await (await visit("plain")).open("#/scratch");
    await view.scratch("kept = 42", 'input("Well? ")', "print(kept)");
    await view.cell(1).run();
    await view.cell(2).button("Run").click();
    await view.cell(2).output.getByRole("textbox", { name: "Well?" }).waitFor();
    await view.cell(2).button("Stop").click();
    await view.cell(2).button("Run").waitFor();
    await view.cell(3).run();
    expect(await view.cell(3).text()).toBe("42");
  });

  test("takes lines typed beforehand where the browser cannot wait", async ({ visit }) => {
    // Without JavaScript Promise Integration, as in older browsers.
    const view = await (await visit("isolated", { suspending: false })).open("#/scratch");
    await view.scratch('print("Hello,", input("Your name? "))');
    await view.kernelReady();
    const lines = view.cell(1).root.getByRole("textbox", { name: /^Lines for input\(\)/ });
    await lines.fill("Ada");
    await view.cell(1).run();
    expect(await view.cell(1).text()).toContain("Hello, Ada");
  });
});
