import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { findBrowser, type Machine } from "../../scripts/testing/browser.ts";

function machine(files: readonly string[], env: Machine["env"] = {}): Machine {
  return {
    env,
    platform: "linux",
    exists: (path) => files.includes(path),
    playwright: () => "/playwright/chrome",
  };
}

const PATH = "/bin:/usr/bin";

describe("findBrowser", () => {
  it("believes an environment variable first", () => {
    const there = machine(["/opt/chrome", "/usr/bin/chromium"], {
      CHROME_PATH: "/opt/chrome",
      PATH,
    });
    expect(findBrowser(there)).toBe("/opt/chrome");
  });

  it("says so when the variable names a file that is not there", () => {
    const there = machine(["/usr/bin/chromium"], { CHROME_PATH: "/opt/chrome", PATH });
    expect(() => findBrowser(there)).toThrow("CHROME_PATH names /opt/chrome, which does not exist");
  });

  it("ignores an empty variable", () => {
    expect(findBrowser(machine(["/playwright/chrome"], { CHROME_PATH: "" }))).toBe(
      "/playwright/chrome",
    );
  });

  it("prefers Google Chrome to chromium, wherever they stand on the path", () => {
    const both = machine([join("/bin", "chromium"), join("/usr/bin", "google-chrome")], { PATH });
    expect(findBrowser(both)).toBe(join("/usr/bin", "google-chrome"));
  });

  it("is null where there is none", () => {
    expect(findBrowser(machine([], { PATH }))).toBeNull();
  });
});
