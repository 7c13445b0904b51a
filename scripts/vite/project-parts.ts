import type { Plugin } from "vite";
import { readProjectParts } from "../project/project-parts.ts";

const ID = "virtual:project-parts";

/** Serves what exported projects are made with (`virtual:project-parts`), for the page to load then. */
export function projectParts(): Plugin {
  return {
    name: "routebook:project-parts",
    resolveId: (id) => (id === ID ? `\0${ID}` : null),
    async load(id) {
      if (id !== `\0${ID}`) return null;
      const json = JSON.stringify(await readProjectParts());
      return `export const projectParts = JSON.parse(${JSON.stringify(json)});`;
    },
  };
}
