import type { Plugin } from "vite";
import { bundleScript } from "./bundle-script.ts";

const ID = "virtual:scorm-script";
/** The script that runs in a learning-management system's page. */
const ENTRY = "src/scorm/scorm-entry.ts";

/** Gives the page that script as a text (`virtual:scorm-script`), for the packages that it makes. */
export function scormScript(): Plugin {
  return {
    name: "routebook:scorm-script",
    resolveId(id) {
      return id === ID ? `\0${ID}` : null;
    },
    async load(id) {
      if (id !== `\0${ID}`) return null;
      return `export const script = ${JSON.stringify(await bundleScript(ENTRY, true))};`;
    },
  };
}
