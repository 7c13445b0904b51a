import "../../theme/pages.css";
import { useEffect, useState } from "preact/hooks";
import type { StoredSize } from "../../notebook/workspace.ts";
import { formatBytes, formatDay } from "../format.ts";
import { OfflineSection } from "../offline/offline-section.tsx";
import { exportProgress, importProgress } from "../notebook/notebook-actions.ts";
import { placeOf } from "../routing/place.ts";
import { useServices } from "../services.ts";
import { SettingsForm } from "./settings-form.tsx";

/** Settings, what is stored here, and how to take it away or bring it back. */
export function StoragePage() {
  const services = useServices();
  const { workspace, dialogs, toasts } = services;
  const [sizes, setSizes] = useState<readonly StoredSize[] | null>(null);
  const [round, setRound] = useState(0);
  const refresh = () => setRound((count) => count + 1);
  useEffect(() => {
    let here = true;
    workspace.storedSizes().then(
      (list) => here && setSizes(list),
      () => here && setSizes([]),
    );
    return () => {
      here = false;
    };
  }, [round, workspace.progress.value]);
  const trouble = workspace.storageTrouble.value;

  const resetEverything = () =>
    dialogs.show({
      kind: "confirm",
      confirmation: {
        title: "Reset everything?",
        text: "All progress, all notebooks and all settings on this device go, and nothing brings them back but a file you exported before.",
        verb: "Reset everything",
        word: "reset",
        action: async () => {
          await workspace.resetEverything();
          refresh();
          toasts.show("info", "Everything was reset.");
        },
      },
    });

  return (
    <div class="column page">
      <h1>Storage and settings</h1>
      <section>
        <h2>Settings</h2>
        <SettingsForm settings={workspace.settings} />
      </section>
      <section>
        <h2>Your progress</h2>
        <p>
          {trouble
            ? trouble.message
            : "Edits, results and passed checks are kept in this browser, on this device, and are saved as you type. Export them to move them, or to be safe."}
        </p>
        <div class="course-buttons">
          <button
            type="button"
            class="button primary"
            onClick={() => void exportProgress(services)}
          >
            Export progress
          </button>
          <button
            type="button"
            class="button"
            onClick={() => void importProgress(services).then(refresh)}
          >
            Import progress
          </button>
        </div>
        <StoredTable sizes={sizes} onReset={refresh} />
      </section>
      <OfflineSection />
      <section>
        <h2>Reset</h2>
        <p>Forgets all progress, scratch notebooks and settings on this device.</p>
        <div class="course-buttons">
          <button type="button" class="button danger" onClick={resetEverything}>
            Reset everything
          </button>
        </div>
      </section>
    </div>
  );
}

function StoredTable({
  sizes,
  onReset,
}: {
  readonly sizes: readonly StoredSize[] | null;
  readonly onReset: () => void;
}) {
  const { workspace, dialogs } = useServices();
  const nameOf = useNameOfKey();
  if (sizes === null) return null;
  if (sizes.length === 0) return <p class="empty">Nothing is stored yet.</p>;
  const total = sizes.reduce((sum, { bytes }) => sum + bytes, 0);
  const resetLesson = (path: string, name: string) =>
    dialogs.show({
      kind: "confirm",
      confirmation: {
        title: `Reset “${name}”?`,
        text: "Your changes, outputs and passed checks of this lesson go. Other lessons stay as they are.",
        verb: "Reset lesson",
        word: null,
        action: () => workspace.resetLesson(path).then(onReset),
      },
    });
  return (
    <div class="stored">
      <table>
        <caption>Stored on this device: {formatBytes(total)}</caption>
        <thead>
          <tr>
            <th scope="col">What</th>
            <th scope="col">Changed</th>
            <th scope="col" class="stored-size">
              Size
            </th>
            <th scope="col">
              <span class="sr-only">Reset</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {sizes.map(({ key, bytes, updated }) => (
            <tr key={key}>
              <td>{nameOf(key)}</td>
              <td class="dim">{updated ? formatDay(updated) : ""}</td>
              <td class="stored-size">{formatBytes(bytes)}</td>
              <td class="stored-reset">
                {key.startsWith("lesson:") && (
                  <button
                    type="button"
                    class="button quiet"
                    aria-label={`Reset ${nameOf(key)}`}
                    onClick={() => resetLesson(key.slice("lesson:".length), nameOf(key))}
                  >
                    Reset
                  </button>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** What the keys of the store stand for. */
function useNameOfKey(): (key: string) => string {
  const { catalogue } = useServices();
  return (key) => {
    if (key === "settings") return "Settings";
    if (key.startsWith("scratch")) return "Scratch notebook";
    if (key.startsWith("shared")) return "Lesson from a link";
    const path = key.replace(/^lesson:/, "");
    const place = placeOf(catalogue, path);
    return place ? `${place.course.title}: ${place.lesson.title}` : path;
  };
}
