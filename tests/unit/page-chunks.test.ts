import { describe, expect, it } from "vitest";
import { pageChunks } from "../../scripts/vite/page-chunks.ts";

/** Who imports whom statically; the entry is "/src/boot.ts". */
const IMPORTERS: Readonly<Record<string, readonly string[]>> = {
  "/src/boot.ts": [],
  "/src/route.ts": ["/src/boot.ts", "/src/main.tsx"],
  "/src/main.tsx": [],
  "/src/app.tsx": ["/src/main.tsx", "/src/circle.ts"],
  "/src/circle.ts": ["/src/app.tsx"],
  "/src/icon.tsx": ["/src/ui/notebook/cell.tsx", "/src/app.tsx"],
  "/src/notebook/open-notebook.ts": [],
  "/src/ui/notebook/open-notebook.tsx": [],
  "/src/ui/notebook/cell.tsx": ["/src/ui/notebook/open-notebook.tsx", "/src/palette.tsx"],
  "/src/palette.tsx": [],
};

const context = {
  getModuleInfo: (id: string) => ({
    isEntry: id === "/src/boot.ts",
    importers: IMPORTERS[id] ?? [],
  }),
};

describe("pageChunks()", () => {
  it("puts a module into the first part that needs it", () => {
    const chunkOf = pageChunks();
    const chunks = Object.keys(IMPORTERS).map((id) => [id, chunkOf(id, context)]);
    expect(Object.fromEntries(chunks)).toEqual({
      "/src/boot.ts": "boot",
      "/src/route.ts": "boot",
      "/src/main.tsx": "shell",
      "/src/app.tsx": "shell",
      "/src/circle.ts": "shell",
      "/src/icon.tsx": "shell",
      "/src/notebook/open-notebook.ts": "notebook",
      "/src/ui/notebook/open-notebook.tsx": "notebook",
      "/src/ui/notebook/cell.tsx": "notebook",
      "/src/palette.tsx": null,
    });
  });

  it("says the same whatever is asked first", () => {
    const chunkOf = pageChunks();
    const ids = Object.keys(IMPORTERS).toReversed();
    expect(ids.map((id) => chunkOf(id, context)).toReversed()).toEqual(
      Object.keys(IMPORTERS).map((id) => pageChunks()(id, context)),
    );
  });
});
