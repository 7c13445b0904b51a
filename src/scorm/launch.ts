import { EMBEDDER, type ProgressWanted, readProgressMessage } from "../shared/progress-message.ts";
import { LAUNCH_FRAME, LAUNCH_STATUS, type LaunchData } from "../shared/scorm-launch.ts";
import { beginAttempt } from "./attempt.ts";
import { type ApiWindow, findApi } from "./find-api.ts";

/** The launch page's window, as far as it is used. */
export interface LaunchWindow extends ApiWindow {
  readonly document: {
    readonly body: { readonly dataset: DOMStringMap };
    getElementById(id: string): HTMLElement | null;
  };
  readonly location: { readonly origin: string; reload(): void };
  readonly performance: { now(): number };
  addEventListener(type: "message", listener: (event: MessageEvent<unknown>) => void): void;
  addEventListener(type: "pagehide", listener: () => void): void;
  addEventListener(type: "pageshow", listener: (event: PageTransitionEvent) => void): void;
}

/**
 * Runs a launch page: joins the lesson in its frame with the learning-management system around it.
 * The lesson's page learns from its address who embeds it, and is heard only as the frame's own
 * window, on the site's origin, and about this lesson.
 */
export function launch(page: LaunchWindow): void {
  const { document, location, performance } = page;
  const frame = document.getElementById(LAUNCH_FRAME) as HTMLIFrameElement | null;
  const status = document.getElementById(LAUNCH_STATUS);
  const address = frame?.dataset["address"] ?? "";
  const { lesson = "", mastery = "100" }: LaunchData = document.body.dataset;
  if (frame === null || !URL.canParse(address)) return;
  const attempt = beginAttempt({
    api: findApi(page),
    lesson,
    mastery: Number(mastery),
    now: () => performance.now(),
  });
  const show = (): void => {
    if (status !== null) status.textContent = attempt.message;
  };
  show();

  const url = new URL(address);
  const site = url.origin;
  url.searchParams.set(EMBEDDER, location.origin);
  const { cell } = attempt;
  const wanted: ProgressWanted = {
    routebook: 1,
    type: "progress-wanted",
    lesson,
    ...(cell !== null && { cell }),
  };
  const ask = (): void => frame.contentWindow?.postMessage(wanted, site);
  let heard = false;
  frame.addEventListener("load", ask);
  page.addEventListener("message", ({ source, origin, data }) => {
    if (source === null || source !== frame.contentWindow || origin !== site) return;
    const progress = readProgressMessage(data);
    if (progress?.lesson !== lesson) return;
    attempt.hear(progress);
    show();
    // The lesson's code may come after its frame has loaded, and miss what was asked then.
    if (!heard) ask();
    heard = true;
  });
  page.addEventListener("pagehide", () => attempt.finish());
  page.addEventListener("pageshow", ({ persisted }) => {
    // Brought back from the browser's memory: the conversation ended when the page went.
    if (persisted) location.reload();
  });
  frame.src = url.href;
}
