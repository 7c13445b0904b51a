import { NotStored } from "../shared/store-files.ts";

/** There is no room for lessons. */
export const NO_ROOM =
  "There is no room to keep lessons for use offline. They work while you are online, and what you write is still stored. Free some space on this device, or remove what is stored under Storage.";

/** All is stored but the pages that show the learner's app. */
export const PREVIEW_MISSING =
  "The lessons are stored, but the preview of web apps is not: offline, send requests from the Request tab instead. Reload the page with a connection to try again.";

const UNAVAILABLE =
  "This browser keeps no pages for use offline here: a private window does not, nor does a frame in another site. Open Routebook in a tab of its own.";
const OFFLINE =
  "You are offline, and this lesson is not wholly stored on this device. Connect once and open it; it is stored then.";
const BROKEN_OFF =
  "Not all files for use offline came from the server. Reload the page to go on from there.";

/** What the learner is told when storing failed, with the next step. */
export function wordsOf(cause: unknown, online: boolean): string {
  if (cause === "unavailable") return UNAVAILABLE;
  if (cause === "full" || (cause instanceof NotStored && cause.trouble === "full")) return NO_ROOM;
  return online ? BROKEN_OFF : OFFLINE;
}
