import { join } from "node:path";
import { build, type PluginOption } from "vite";
import { cacheDir, root } from "../../../scripts/paths.ts";
import { lessons } from "../../../scripts/vite/lessons.ts";
import config from "../../../vite.config.ts";

/**
 * Builds the app with the courses of tests/fixtures/broken-courses in the place of its own, and
 * gives the folder of the built app.
 */
export async function buildBrokenCourses(): Promise<string> {
  const outDir = join(cacheDir, "broken-courses");
  const others = (config.plugins ?? []).filter((plugin) => !isLessons(plugin));
  await build({
    ...config,
    root,
    configFile: false,
    logLevel: "warn",
    plugins: [...others, lessons("tests/fixtures/broken-courses")],
    build: { ...config.build, outDir, emptyOutDir: true },
  });
  return outDir;
}

function isLessons(plugin: PluginOption): boolean {
  return (
    typeof plugin === "object" &&
    plugin !== null &&
    "name" in plugin &&
    plugin.name === "routebook:lessons"
  );
}
