import { batch, signal } from "@preact/signals-core";
import { describe, expect, it } from "vitest";
import type { Notebook } from "../../src/notebook/model.ts";
import type { Opening } from "../../src/notebook/workspace.ts";
import type { Preview, PreviewState } from "../../src/preview/model.ts";
import type { AppCandidate } from "../../src/shared/http.ts";
import type { Catalogue } from "../../src/shared/lesson.ts";
import { createPane } from "../../src/ui/pane.ts";
import { parseRoute, type Route } from "../../src/ui/routing/route.ts";
import { joinPreview } from "../../src/ui/webapp/join-preview.ts";
import type { LogEntry, WebApp } from "../../src/webapp/model.ts";
import { startOf } from "./support/wire-traces.ts";

const lesson = { title: "", summary: "", minutes: null, packages: [], exercises: [] };
const CATALOGUE: Catalogue = [
  {
    id: "c",
    title: "C",
    summary: "",
    lessons: [
      { ...lesson, path: "c/web", app: true },
      { ...lesson, path: "c/plain" },
    ],
  },
];

/** A notebook as far as the pane looks at one. */
function notebookOf(key: string, app: string | null): Notebook {
  const inside = key === "scratch" ? null : { app };
  const files = { reload: signal({ kind: "idle" }) };
  return { key, lesson: inside, files } as unknown as Notebook;
}

function openPane(route: Route = parseRoute("#/scratch")) {
  const notebook = signal<Notebook | null>(null);
  const opening = signal<Opening>({ kind: "none" });
  const settings = {
    paneWidth: signal<number | null>(null),
    paneHidden: signal(false),
    narrowPaneHidden: signal(false),
  };
  const narrow = signal(false);
  const phone = signal(false);
  const workspace = { notebook, opening, settings } as unknown as Parameters<
    typeof createPane
  >[0]["workspace"];
  const pane = createPane(
    { workspace, catalogue: CATALOGUE, route: signal(route) },
    { narrow, phone },
  );
  return { pane, notebook, opening, settings, narrow, phone, workspace };
}

describe("createPane(…)", () => {
  it("shows in a lesson with an app, before its text is there, and not in another", () => {
    const web = openPane(parseRoute("#/lesson/c/web"));
    expect(web.pane.shown.value).toBe(true);
    web.notebook.value = notebookOf("lesson:c/web", "/");
    expect(web.pane.shown.value).toBe(true);
    const plain = openPane(parseRoute("#/lesson/c/plain"));
    expect(plain.pane.shown.value).toBe(false);
    plain.notebook.value = notebookOf("lesson:c/plain", null);
    expect(plain.pane.shown.value).toBe(false);
    web.notebook.value = null;
    web.opening.value = { kind: "failed", message: "" };
    expect(web.pane.shown.value).toBe(false);
  });

  it("comes in a scratch notebook with its first app, and stays", () => {
    const { pane, notebook } = openPane();
    notebook.value = notebookOf("scratch", null);
    expect(pane.shown.value).toBe(false);
    pane.appThere.value = true;
    expect(pane.shown.value).toBe(true);
    notebook.value = notebookOf("lesson:c/plain", null);
    notebook.value = notebookOf("scratch", null);
    expect(pane.shown.value).toBe(false);
  });

  it("keeps what was asked for while the notebook was being opened, and for it alone", () => {
    const { pane, notebook, phone } = openPane();
    phone.value = true;
    pane.open("files");
    notebook.value = notebookOf("scratch", null);
    expect([pane.shown.value, pane.tab.value, pane.phoneView.value]).toEqual([
      true,
      "files",
      "preview",
    ]);
    notebook.value = null;
    notebook.value = notebookOf("lesson:c/plain", null);
    expect([pane.shown.value, pane.tab.value, pane.phoneView.value]).toEqual([
      false,
      "preview",
      "lesson",
    ]);
  });

  it("toggle() remembers for each kind of window what the learner chose", () => {
    const { pane, notebook, settings, narrow } = openPane();
    notebook.value = notebookOf("lesson:c/web", "/");
    pane.toggle();
    expect(pane.shown.value).toBe(false);
    expect(settings.paneHidden.value).toBe(true);
    narrow.value = true;
    expect(pane.shown.value).toBe(true);
    narrow.value = false;
    pane.toggle();
    expect(pane.shown.value).toBe(true);
    expect(settings.paneHidden.value).toBe(false);
  });

  it("toggle() in a notebook without an app counts for that notebook alone", () => {
    const { pane, notebook, settings } = openPane();
    notebook.value = notebookOf("lesson:c/plain", null);
    pane.toggle();
    expect(pane.shown.value).toBe(true);
    pane.toggle();
    expect(pane.shown.value).toBe(false);
    expect(settings.paneHidden.value).toBe(false);
  });

  it("open(tab) brings a tab into sight, on a phone in the place of the lesson", () => {
    const { pane, notebook, phone } = openPane();
    phone.value = true;
    notebook.value = notebookOf("lesson:c/web", "/");
    expect(pane.previewInSight.value).toBe(false);
    pane.open("preview");
    expect(pane.previewInSight.value).toBe(true);
    pane.open("clients");
    expect(pane.previewInSight.value).toBe(false);
    expect(pane.phoneView.value).toBe("preview");
  });

  it("has the width that was set, else the one of its kind of window", () => {
    const { pane, settings, narrow } = openPane();
    expect(pane.width.value).toBe(460);
    narrow.value = true;
    expect(pane.width.value).toBe(400);
    settings.paneWidth.value = 500;
    expect(pane.width.value).toBe(500);
    pane.draggedWidth.value = 510;
    expect(pane.width.value).toBe(510);
  });
});

/** A preview that only notes what it is told. */
function openJoin(start: string | null = "/start") {
  const { pane, notebook, workspace } = openPane(parseRoute("#/lesson/c/web"));
  const told: string[] = [];
  const state = signal<PreviewState>({ kind: "blank" });
  const location = signal("");
  const origin = signal("http://localhost:8000");
  const apps = signal<readonly AppCandidate[]>([]);
  const revision = signal(0);
  const active = signal("Alice");
  const entries = signal<readonly LogEntry[]>([]);
  const client = signal("");
  const preview = {
    state,
    location,
    client,
    navigate(url: string) {
      told.push(`navigate ${url}`);
      location.value = new URL(url, origin.peek()).href;
      state.value = { kind: "shown", status: 200 };
    },
    reload: () => told.push("reload"),
    reset() {
      told.push("reset");
      location.value = "";
      state.value = { kind: "blank" };
    },
  } as unknown as Preview;
  const app = {
    status: { apps, revision, origin },
    clients: { active },
    log: { entries },
  } as unknown as WebApp;
  notebook.value = notebookOf("lesson:c/web", start);
  joinPreview({ app, preview, pane, workspace });
  told.length = 0;
  const made = (number: number) =>
    batch(() => {
      apps.value = [{ name: "app", revision: number, framework: "Flask", interface: "wsgi" }];
      revision.value = number;
    });
  return { pane, notebook, told, location, origin, apps, active, entries, client, made };
}

describe("joinPreview(…)", () => {
  it("opens the lesson's start page once there is an app, and reloads what it shows after", () => {
    const { told, made, client } = openJoin();
    expect(told).toEqual([]);
    made(1);
    expect(told).toEqual(["navigate /start"]);
    made(2);
    expect(told).toEqual(["navigate /start", "reload"]);
    expect(client.value).toBe("Alice");
  });

  it("asks for the page again as another client", () => {
    const { told, made, active, client } = openJoin();
    made(1);
    active.value = "Bob";
    expect(client.value).toBe("Bob");
    expect(told).toEqual(["navigate /start", "reload"]);
  });

  it("goes back to the start rather than sending a form once more", () => {
    const { told, made, entries } = openJoin();
    made(1);
    const start = startOf({ method: "POST", url: "http://localhost:8000/start" });
    entries.value = [{ id: "1", start, trace: null, lost: false }];
    made(2);
    expect(told).toEqual(["navigate /start", "navigate /start"]);
  });

  it("takes the page along to another port", () => {
    const { told, made, origin } = openJoin();
    made(1);
    origin.value = "http://localhost:5000";
    made(2);
    expect(told.at(-1)).toBe("navigate /start");
  });

  it("asks for nothing while it is out of sight, and makes up for it", () => {
    const { told, made, pane } = openJoin();
    pane.tab.value = "clients";
    made(1);
    made(2);
    expect(told).toEqual([]);
    pane.tab.value = "preview";
    expect(told).toEqual(["navigate /start"]);
  });

  it("is blank again when the app is gone", () => {
    const { told, made, apps } = openJoin();
    made(1);
    apps.value = [];
    expect(told).toEqual(["navigate /start", "reset"]);
    made(2);
    expect(told.at(-1)).toBe("navigate /start");
  });
});
