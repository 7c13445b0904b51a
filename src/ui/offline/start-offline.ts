import { computed } from "@preact/signals";
import type { Workspace } from "../../notebook/workspace.ts";
import { pageOffline } from "../../offline/page-offline.ts";
import { keepPreviewOffline } from "../../preview/keep-offline.ts";
import type { Catalogue } from "../../shared/lesson.ts";
import { SCRATCH } from "../../shared/site-files.ts";
import { OfflineBadge } from "./offline-badge.tsx";
import { OfflineBar } from "./offline-bar.tsx";
import { OfflineFact } from "./offline-fact.tsx";
import { OfflineProblem } from "./offline-problem.tsx";
import type { OfflineParts } from "./offline-parts.ts";

const LESSON = "lesson:";

/** Begins to store what is open for use without a network; null where the page is not a built one. */
export function startOffline(workspace: Workspace, catalogue: Catalogue): OfflineParts | null {
  const withApp = new Set(
    catalogue.flatMap(({ lessons }) => lessons.filter(({ app }) => app).map(({ path }) => path)),
  );
  let keeping: Promise<boolean> | null = null;
  const offline = pageOffline({
    lesson: computed(() => {
      const key = workspace.notebook.value?.key ?? null;
      if (key === null) return null;
      return key.startsWith(LESSON) ? key.slice(LESSON.length) : SCRATCH;
    }),
    calm: computed(() => {
      const opening = workspace.opening.value;
      if (opening.kind !== "open") return opening.kind !== "opening";
      const { kind } = opening.notebook.kernel.value;
      return kind !== "off" && kind !== "starting";
    }),
    startsFromImage() {
      const state = workspace.notebook.peek()?.kernel.peek();
      return state && "info" in state ? state.info.image !== null : null;
    },
    packFiles: async () => (await workspace.notebook.peek()?.packFiles()) ?? [],
    async keepPreview(extent) {
      if (extent === "all") return keepPreviewOffline(true);
      if (!withApp.has(extent.lesson)) return true;
      // Once for all lessons; what failed is tried again with the next one.
      keeping ??= keepPreviewOffline(false);
      const stored = await keeping;
      if (!stored) keeping = null;
      return stored;
    },
  });
  if (offline === null) return null;
  return {
    offline,
    Badge: OfflineBadge,
    LessonFact: OfflineFact,
    Problem: OfflineProblem,
    Bar: OfflineBar,
  };
}
