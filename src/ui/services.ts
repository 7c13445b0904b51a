import { createContext } from "preact";
import { useContext } from "preact/hooks";
import type { ReadonlySignal, Signal } from "@preact/signals";
import type { Editors } from "../editor/editors.ts";
import type { LinkView } from "../lesson/link/link-view.ts";
import type { Workspace } from "../notebook/workspace.ts";
import type { Preview } from "../preview/model.ts";
import type { KernelClient } from "../runtime/kernel-client.ts";
import type { Catalogue, LessonModule } from "../shared/lesson.ts";
import type { WebApp } from "../webapp/model.ts";
import type { Dialogs } from "./dialogs/dialogs.ts";
import type { InstallPrompt } from "../offline/install-prompt.ts";
import type { OfflineParts } from "./offline/offline-parts.ts";
import type { Pane } from "./pane.ts";
import type { Router } from "./routing/router.ts";
import type { Toasts } from "./shell/toasts.ts";

/** A third-party work that is shipped with the page. */
export interface Licence {
  readonly name: string;
  readonly version: string;
  /** SPDX expression, or what the work says. */
  readonly licence: string;
  readonly kind: "npm" | "python" | "runtime";
  readonly text?: string | undefined;
}

/** The learner's web app: what is known of it, and its pages. */
export interface WebAppServices {
  readonly app: WebApp;
  readonly preview: Preview;
}

/** What `main.tsx` hands to the user interface. */
export interface Services {
  readonly catalogue: Catalogue;
  readonly workspace: Workspace;
  readonly router: Router;
  /** How the page is to be shown within another one, as its address said at first; null for a tab of its own. */
  readonly embed: LinkView | null;
  readonly editors: Editors;
  readonly dialogs: Dialogs;
  readonly toasts: Toasts;
  /** The pane "Your app". */
  readonly pane: Pane;
  /** The learner's app; its code is loaded with the first call, and there is only one. */
  readonly webApp: () => Promise<WebAppServices>;
  /**
   * A kernel apart from the learner's, with a worker of its own, for foreign code. Whoever asks for
   * one closes it.
   */
  readonly createKernel: () => KernelClient;
  /** A lesson by its path. Rejects with a sentence. */
  readonly loadLesson: (path: string) => Promise<LessonModule>;
  /** Use without a network; null until its code is there. */
  readonly offline: ReadonlySignal<OfflineParts | null>;
  /** The browser's offer to install the page as an app. */
  readonly installPrompt: InstallPrompt;
  /** The sentence for assistive technology; each new one is read out. */
  readonly announcement: Signal<string>;
  /** Routebook's own version. */
  readonly version: string;
  readonly loadLicences: () => Promise<readonly Licence[]>;
}

const Context = createContext<Services | null>(null);

/** Makes the services known to everything below. */
export const ServicesProvider = Context.Provider;

/** The services. Only for components below {@link ServicesProvider}. */
export function useServices(): Services {
  const services = useContext(Context);
  if (!services) throw new Error("ServicesProvider is missing above this component.");
  return services;
}
