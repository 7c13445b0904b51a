import {
  computed,
  effect,
  signal,
  untracked,
  type ReadonlySignal,
  type Signal,
} from "@preact/signals";
import type { EditorPlace } from "../editor/place.ts";
import type { Workspace } from "../notebook/workspace.ts";
import type { Catalogue } from "../shared/lesson.ts";
import type { NotebookScene } from "./notebook/notebook-scene.ts";
import { placeOf } from "./routing/place.ts";
import type { Route } from "./routing/route.ts";

/** The tabs of the pane, in their order. */
export type PaneTab = "preview" | "request" | "clients" | "database" | "files";

/** What a phone shows: one thing at a time. */
export type PhoneView = "lesson" | "preview" | "requests";

/** A place in a file of the working folder. */
export interface WantedFile {
  readonly path: string;
  readonly place: EditorPlace;
}

/** The pane "Your app" as the rest of the page knows it; its content is loaded when it first shows. */
export interface Pane {
  /** Whether the open notebook is one with a web app: its lesson says so, or an app is there. */
  readonly fits: ReadonlySignal<boolean>;
  readonly shown: ReadonlySignal<boolean>;
  /** Its width in CSS pixels, as set or by default; half of the window is the most it gets. */
  readonly width: ReadonlySignal<number>;
  /** The width while its edge is dragged; null when it is not. */
  readonly draggedWidth: Signal<number | null>;
  /** True once the notebook made an app, be it gone by now; told by whoever asks the kernel. */
  readonly appThere: Signal<boolean>;
  readonly tab: Signal<PaneTab>;
  /** True while it covers the lesson. */
  readonly larger: Signal<boolean>;
  /** True in a window so narrow that lesson and pane take turns. */
  readonly phone: ReadonlySignal<boolean>;
  readonly phoneView: Signal<PhoneView>;
  /** Id of the request that is opened in the log; null while none is. */
  readonly request: Signal<string | null>;
  /** Whether the preview's own tab is before the learner's eyes. */
  readonly previewInSight: ReadonlySignal<boolean>;
  /** A place in a file that is to be shown in its tab Files; null once it is. */
  readonly wantedFile: Signal<WantedFile | null>;
  /** The notebook beside it, for jumps to a cell; null while none is drawn. */
  readonly scene: Signal<NotebookScene | null>;
  /** Shows it, with that tab; on a phone in the place of the lesson. */
  open(tab?: PaneTab): void;
  /** Hides it if it shows, shows it if not; the choice is kept with the settings. */
  toggle(): void;
}

/** Widths of the pane, in CSS pixels. */
const DEFAULT_WIDTH = 460;
const NARROW_WIDTH = 400;

/** Whether the window is that narrow, followed as it changes. */
export interface PaneWindow {
  readonly narrow: ReadonlySignal<boolean>;
  readonly phone: ReadonlySignal<boolean>;
}

/** The widths at which the style sheets change the layout. */
function followWindow(): PaneWindow {
  return { narrow: mediaSignal("(max-width: 1100px)"), phone: mediaSignal("(max-width: 720px)") };
}

function mediaSignal(query: string): ReadonlySignal<boolean> {
  const media = matchMedia(query);
  const matches = signal(media.matches);
  media.addEventListener("change", () => {
    matches.value = media.matches;
  });
  return matches;
}

export interface PaneOptions {
  readonly workspace: Pick<Workspace, "notebook" | "opening" | "settings">;
  /** Tells of a lesson that is being opened whether it has an app: nothing moves when it is there. */
  readonly catalogue: Catalogue;
  readonly route: ReadonlySignal<Route>;
}

/** The pane of a page. */
export function createPane(
  { workspace: { notebook, opening, settings }, catalogue, route }: PaneOptions,
  { narrow, phone }: PaneWindow = followWindow(),
): Pane {
  const appThere = signal(false);
  const draggedWidth = signal<number | null>(null);
  const asked = signal(false);
  const tab = signal<PaneTab>("preview");
  const larger = signal(false);
  const phoneView = signal<PhoneView>("lesson");
  const request = signal<string | null>(null);
  const hidden = () => (narrow.value ? settings.narrowPaneHidden : settings.paneHidden);
  const fits = computed(() => {
    const open = notebook.value;
    if (open !== null) return open.lesson === null ? appThere.value : open.lesson.app !== null;
    if (route.value.kind !== "lesson" || opening.value.kind === "failed") return false;
    return placeOf(catalogue, route.value.path)?.lesson.app === true;
  });
  const shown = computed(() => {
    if (asked.value && notebook.value !== null) return true;
    // A phone shows nothing beside the lesson: the dock leads there.
    return fits.value && (phone.value || !hidden().value);
  });
  const key = computed(() => notebook.value?.key ?? null);
  let former: string | null = null;
  effect(() => {
    const left = former;
    former = key.value;
    // What was asked for while this one was being opened is asked for this one.
    if (left === null) return;
    // Another notebook: what was asked for the former one is over.
    asked.value = false;
    appThere.value = false;
    larger.value = false;
    phoneView.value = "lesson";
    tab.value = "preview";
    request.value = null;
  });
  return {
    fits,
    shown,
    draggedWidth,
    width: computed(
      () =>
        draggedWidth.value ??
        settings.paneWidth.value ??
        (narrow.value ? NARROW_WIDTH : DEFAULT_WIDTH),
    ),
    appThere,
    tab,
    larger,
    phone,
    phoneView,
    request,
    previewInSight: computed(
      () =>
        shown.value && tab.value === "preview" && (!phone.value || phoneView.value === "preview"),
    ),
    wantedFile: signal(null),
    scene: signal(null),
    open(wanted) {
      if (wanted !== undefined) tab.value = wanted;
      asked.value = true;
      phoneView.value = "preview";
    },
    toggle() {
      const hide = shown.peek();
      asked.value = !hide;
      larger.value = false;
      if (fits.peek() || !hide) untracked(hidden).value = hide;
    },
  };
}
