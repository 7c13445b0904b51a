import { unzipSync } from "fflate";
import { describe, expect } from "vitest";
import { CLASS_LESSON, SOLVED } from "./support/class-files.ts";
import { openClass } from "./support/class-view.ts";
import { test } from "./support/fixtures.ts";
import { lmsRecord, serveLms } from "./support/lms-page.ts";

describe("a SCORM package", () => {
  test("is made of a lesson, after a warning about this address", async ({ visit }) => {
    const view = await openClass(await visit());
    await view.page.getByText("This site runs on your own computer").waitFor();
    await view.page.getByLabel("Lesson or course").selectOption(CLASS_LESSON);
    const percent = view.page.getByLabel("Passed from, in percent");
    await percent.fill("many");
    await view.button("Download package").click();
    await view.page.getByRole("alert").getByText("Type a whole number").waitFor();
    await percent.fill("50");
    const { name, bytes } = await view.save("Download package");
    expect(name).toBe("pydantic-validation-01-models.scorm.zip");
    const files = unzipSync(bytes);
    const manifest = new TextDecoder().decode(files["imsmanifest.xml"]);
    expect(manifest).toContain("A model for your data");
    expect(manifest).toContain("50");
  });

  test("tells the system around it how far the learner is", async ({ visit }) => {
    const visitor = await visit();
    const view = await openClass(visitor);
    await view.page.getByLabel("Lesson or course").selectOption(CLASS_LESSON);
    const { bytes } = await view.save("Download package");
    const files = unzipSync(bytes);
    const launch = Object.keys(files).find((name) => name.endsWith(".html")) ?? "";
    const system = await visitor.newTab();
    await system.addInitScript(() => {
      if (window !== window.top) return;
      const values: Record<string, string> = { "cmi.core.lesson_location": "member" };
      Object.assign(window, {
        values,
        API: {
          LMSInitialize: () => "true",
          LMSFinish: () => "true",
          LMSCommit: () => "true",
          LMSGetValue: (name: string) => values[name] ?? "",
          LMSSetValue(name: string, value: string) {
            values[name] = value;
            return "true";
          },
          LMSGetLastError: () => "0",
          LMSGetErrorString: () => "",
          LMSGetDiagnostic: () => "",
        },
      });
    });
    // The package's files, as a system on the same host would serve them.
    await system.route("**/scorm/**", async (route) => {
      const name = decodeURIComponent(
        new URL(route.request().url()).pathname.split("/").pop() ?? "",
      );
      const body = Buffer.from(files[name] ?? []);
      const contentType = name.endsWith(".js") ? "text/javascript" : "text/html";
      await route.fulfill({ body, contentType });
    });
    await system.goto(`${visitor.address}scorm/${launch}`);
    const score = () =>
      system.evaluate(() => (window as unknown as { values: Record<string, string> }).values);
    // Where the system says that the learner was at the last visit.
    const place = system.frameLocator("iframe").locator(":focus");
    await place.getByText("class Member").first().waitFor({ timeout: 30_000 });
    const lesson = system.frames().find((frame) => frame !== system.mainFrame());
    if (lesson === undefined) throw new Error("The launch page has no frame.");
    await expect.poll(score, { timeout: 30_000 }).toMatchObject({ "cmi.core.score.raw": "0" });
    await lesson.waitForFunction(() => "routebook" in window);
    const check = await lesson.evaluate(async (code) => {
      await window.routebook.ready;
      await window.routebook.setSource("week", code);
      return window.routebook.check("week");
    }, SOLVED.week);
    expect(check.passed).toBe(true);
    await expect.poll(score).toMatchObject({
      "cmi.core.score.raw": "50",
      "cmi.core.lesson_status": "incomplete",
    });
  });

  test("speaks with a system on another origin and site", async ({ visit }) => {
    const visitor = await visit();
    const view = await openClass(visitor);
    await view.page.getByLabel("Lesson or course").selectOption(CLASS_LESSON);
    const files = unzipSync((await view.save("Download package")).bytes);
    const launch = Object.keys(files).find((name) => name.endsWith(".html")) ?? "";
    const lms = await serveLms(files, launch);
    try {
      expect(new URL(lms.url).hostname).not.toBe(new URL(visitor.address).hostname);
      visitor.expectProblem(new RegExp(`^request to another host: GET ${lms.url}`));
      const system = await visitor.newTab();
      await system.goto(lms.url);
      const told = async () => (await lmsRecord(system)).values;
      await expect.poll(told, { timeout: 30_000 }).toMatchObject({
        "cmi.core.score.raw": "0",
        "cmi.core.lesson_status": "incomplete",
      });
      const lesson = system.frames().find((frame) => frame.url().startsWith(visitor.address));
      if (lesson === undefined) throw new Error("The lesson is in no frame.");
      await lesson.waitForFunction(() => "routebook" in window);
      for (const [id, score] of [
        ["week", "50"],
        ["member", "100"],
      ] as const) {
        const check = await lesson.evaluate(
          async ([exercise, code]) => {
            await window.routebook.ready;
            await window.routebook.setSource(exercise, code);
            return window.routebook.check(exercise);
          },
          [id, SOLVED[id]] as const,
        );
        expect(check.passed).toBe(true);
        await expect.poll(told).toMatchObject({ "cmi.core.score.raw": score });
      }
      expect(await told()).toMatchObject({ "cmi.core.lesson_status": "passed" });
      expect((await lmsRecord(system)).calls).not.toContain("LMSFinish");

      await system.getByRole("button", { name: "Leave the lesson" }).click();
      await expect.poll(async () => (await lmsRecord(system)).calls.at(-1)).toBe("LMSFinish");
      const { calls, values } = await lmsRecord(system);
      expect(calls.filter((name) => name === "LMSInitialize" || name === "LMSFinish")).toEqual([
        "LMSInitialize",
        "LMSFinish",
      ]);
      expect(calls.at(-2)).toBe("LMSCommit");
      expect(values).toMatchObject({ "cmi.core.score.min": "0", "cmi.core.score.max": "100" });
      expect(values["cmi.core.session_time"]).toMatch(/^\d{2,4}:\d\d:\d\d/);
    } finally {
      lms.close();
    }
  });
});
