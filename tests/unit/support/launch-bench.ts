import type { LaunchWindow } from "../../../src/scorm/launch.ts";
import { StandInLms } from "./scorm-lms.ts";

export const SITE = "https://school.example";
export const LMS = "https://lms.example";
export const LESSON = "flask-routing/01-first-route";

/** A message that the launch page sent into its frame. */
interface Sent {
  readonly message: unknown;
  readonly origin: string;
}

export interface LaunchBenchOptions {
  readonly lms?: StandInLms | null;
  readonly data?: Readonly<Record<string, string>>;
  readonly address?: string;
}

/** A launch page in a learning-management system, as far as its script can see; there is no DOM. */
export function launchBench(options: LaunchBenchOptions = {}) {
  const {
    lms = new StandInLms(),
    data = { lesson: LESSON },
    address = `${SITE}/?x=1#/lesson/${LESSON}`,
  } = options;
  const sent: Sent[] = [];
  const lesson = {
    postMessage: (message: unknown, origin: string) => void sent.push({ message, origin }),
  };
  const frame = Object.assign(new EventTarget(), {
    dataset: { address },
    src: "",
    contentWindow: lesson,
  });
  const status = { textContent: "" };
  const events = new EventTarget();
  const clock = { time: 0, reloads: 0 };
  const page = {
    document: {
      body: { dataset: data },
      getElementById: (id: string) => ({ lesson: frame, status })[id] ?? null,
    },
    location: { origin: LMS, reload: () => void clock.reloads++ },
    performance: { now: () => clock.time },
    addEventListener: events.addEventListener.bind(events),
    parent: { parent: lms === null ? null : { API: lms } },
    opener: null,
  } as unknown as LaunchWindow;
  return {
    page,
    lms,
    sent,
    frame,
    status,
    clock,
    /** The lesson's page, or somebody else, says something. */
    hear(message: unknown, from: { source?: unknown; origin?: string } = {}) {
      const event = Object.assign(new Event("message"), {
        data: message,
        source: lesson,
        origin: SITE,
        ...from,
      });
      events.dispatchEvent(event);
    },
    loaded: () => void frame.dispatchEvent(new Event("load")),
    leave: () => void events.dispatchEvent(new Event("pagehide")),
    comeBack: (persisted: boolean) =>
      void events.dispatchEvent(Object.assign(new Event("pageshow"), { persisted })),
  };
}

/** What the lesson's page says. */
export function progress(passed: number, total: number, more: object = {}) {
  return { routebook: 1, type: "progress", lesson: LESSON, passed, total, ...more };
}
