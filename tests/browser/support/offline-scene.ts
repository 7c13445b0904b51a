import { rm } from "node:fs/promises";
import { BUILD } from "./built-app.ts";
import { test as base } from "./fixtures.ts";
import type { LessonView } from "./lesson-view.ts";
import { OfflineView } from "./offline-view.ts";
import { otherVersion } from "./other-version.ts";
import { Site } from "./site.ts";
import type { Visitor } from "./visitor.ts";

/** The lesson that most stories here are about. */
export const LESSON = "#/lesson/flask-routing/01-first-route";
/** The browser notes each request that nobody answers. */
const UNANSWERED = /net::ERR_|Failed to load resource|Failed to fetch|dynamically imported module/;

/** A visitor to a site that may go away. */
export interface OfflineScene {
  readonly site: Site;
  readonly visitor: Visitor;
  readonly offline: OfflineView;
  /** Another version of the build under test: its folder, which goes once the site is closed. */
  readonly version: (name: string) => Promise<string>;
}

interface Fixtures {
  /** A site of its own and a visitor to it; it is closed at the end of the test. */
  arrive: (ownPreview?: boolean) => Promise<OfflineScene>;
}

/** Vitest's `test` with sites that come and go. */
export const test = base.extend<Fixtures>({
  arrive: async ({ visitors }, use) => {
    const sites: Site[] = [];
    const folders: string[] = [];
    const version = async (name: string): Promise<string> => {
      const folder = await otherVersion(BUILD, name);
      folders.push(folder);
      return folder;
    };
    await use(async (ownPreview = true) => {
      const site = await Site.open(BUILD, ownPreview);
      sites.push(site);
      const visitor = await visitors(site.url, { previewUrl: site.previewUrl });
      visitor.expectProblem(UNANSWERED);
      return { site, visitor, offline: new OfflineView(visitor.page), version };
    });
    for (const site of sites) await site.stop();
    for (const folder of folders) await rm(folder, { recursive: true });
  },
});

/** Opens a lesson and waits until it is ready offline. */
export async function openReady(
  { visitor, offline }: OfflineScene,
  fragment: string = LESSON,
): Promise<LessonView> {
  const view = await visitor.open(fragment);
  await offline.ready();
  return view;
}

/** Loads the page anew, and waits until Python is there. */
export async function reload(view: LessonView): Promise<void> {
  await view.page.reload();
  await view.ready();
  await view.kernelReady();
}
