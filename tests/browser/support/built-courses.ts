import { join } from "node:path";
import { build, type PluginOption } from "vite";
import { vi } from "vitest";
import { cacheDir, root } from "../../../scripts/paths.ts";
import { lessons } from "../../../scripts/vite/lessons.ts";
import config from "../../../vite.config.ts";

/**
 * Builds the app with the courses of a folder of tests/fixtures in the place of its own, and gives
 * the folder of the built app.
 */
export async function buildCourses(courses: string): Promise<string> {
  const outDir = join(cacheDir, courses);
  const others = (config.plugins ?? []).filter((plugin) => !isLessons(plugin));
  // Vitest says "test", which libraries take for development: their checks are not what ships.
  vi.stubEnv("NODE_ENV", "production");
  await build({
    ...config,
    root,
    configFile: false,
    logLevel: "warn",
    plugins: [...others, lessons(`tests/fixtures/${courses}`)],
    build: { ...config.build, outDir, emptyOutDir: true },
  }).finally(() => vi.unstubAllEnvs());
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
