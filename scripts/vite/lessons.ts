import { readFile } from "node:fs/promises";
import path from "node:path";
import { normalizePath, type Plugin } from "vite";
import type { Catalogue } from "../../src/shared/lesson.ts";
import { parseLesson } from "../../src/lesson/parse-lesson.ts";
import { type BuiltCatalogue, buildCatalogue, type LessonSource } from "../lessons/catalogue.ts";

const CATALOGUE = "virtual:catalogue";
const LOADER = "virtual:lesson-loader";
const LESSON = "virtual:lesson/";
/** Rollup's mark for modules that are no files: other plugins leave them alone. */
const RESOLVED = "\0";

/** What other plugins may ask this one. */
export interface LessonsApi {
  catalogue(): Promise<Catalogue>;
}

/**
 * Serves the lessons below `lessons/`: `virtual:catalogue` is the list of courses,
 * `virtual:lesson-loader` the way to load a lesson (apart, for a page wants it before all else), and
 * `virtual:lesson/<path>` one lesson, parsed and rendered at build time and a chunk of its own. Data
 * files become hashed assets. In development a changed file reloads the page.
 */
export function lessons(folder = "lessons"): Plugin<LessonsApi> {
  let root = "";
  let built: Promise<BuiltCatalogue> | null = null;
  const catalogue = (): Promise<BuiltCatalogue> => (built ??= buildCatalogue(root));

  return {
    name: "routebook:lessons",
    api: { catalogue: async () => (await catalogue()).catalogue },
    configResolved(config) {
      root = path.resolve(config.root, folder);
    },
    buildStart() {
      built = null;
    },
    resolveId(id) {
      return [CATALOGUE, LOADER].includes(id) || id.startsWith(LESSON) ? RESOLVED + id : null;
    },
    async load(id) {
      if (!id.startsWith(RESOLVED)) return null;
      const name = id.slice(RESOLVED.length);
      const { catalogue: courses, sources } = await catalogue();
      if (name === CATALOGUE) {
        return `export const catalogue = ${asExpression(JSON.stringify(courses))};`;
      }
      if (name === LOADER) return loaderModule([...sources.keys()]);
      if (!name.startsWith(LESSON)) return null;
      const source = sources.get(name.slice(LESSON.length));
      if (source === undefined) {
        return this.error(`There is no lesson ${name.slice(LESSON.length)} below ${folder}/.`);
      }
      this.addWatchFile(source.file);
      return lessonModule(source);
    },
    hotUpdate({ file }) {
      const inside = path.relative(root, file);
      if (inside.startsWith("..") || path.isAbsolute(inside)) return undefined;
      built = null;
      const { moduleGraph, hot } = this.environment;
      for (const [id, module] of moduleGraph.idToModuleMap) {
        if ([CATALOGUE, LOADER, LESSON].some((name) => id.startsWith(RESOLVED + name))) {
          moduleGraph.invalidateModule(module);
        }
      }
      hot.send({ type: "full-reload" });
      return [];
    },
  };
}

function loaderModule(paths: readonly string[]): string {
  const loaders = paths.map(
    (name) => `  [${JSON.stringify(name)}, () => import(${JSON.stringify(LESSON + name)})],`,
  );
  return `const loaders = new Map([
${loaders.join("\n")}
]);
export async function loadLesson(path) {
  const load = loaders.get(path);
  if (load === undefined) throw new Error("There is no lesson " + path + ".");
  return (await load()).lessonModule;
}
`;
}

async function lessonModule({ file, data }: LessonSource): Promise<string> {
  const lesson = parseLesson(await readFile(file, "utf8"));
  // Kept as files whatever their size: the page's policy lets it fetch from its own origin alone.
  const imports = data.map(
    (item, index) =>
      `import url${index} from ${JSON.stringify(`${normalizePath(item.file)}?url&no-inline`)};`,
  );
  const list = data.map(
    ({ name, bytes }, index) =>
      `{ path: ${JSON.stringify(name)}, url: url${index}, bytes: ${bytes} }`,
  );
  return `${imports.join("\n")}
export const lessonModule = {
  lesson: ${asExpression(JSON.stringify(lesson))},
  data: [${list.join(", ")}],
};
`;
}

/** JSON.parse of a string is read faster than an object literal, and it knows no "__proto__". */
function asExpression(json: string): string {
  return `JSON.parse(${JSON.stringify(json)})`;
}
