import { useEffect, useState } from "preact/hooks";
import type { Everything, StoredFiles, StoredTotal } from "../../offline/model.ts";
import { FILE_KINDS } from "../../shared/site-files.ts";
import type { FileKind } from "../../shared/site-files.ts";
import { formatBytes } from "../format.ts";
import { useServices } from "../services.ts";
import { EverythingView } from "./everything-view.tsx";
import { useOffline } from "./use-offline.ts";

const NAMES: Readonly<Record<FileKind, string>> = {
  shell: "The page itself",
  python: "Python",
  packages: "Python packages",
  images: "Memory images, for a quick start",
  lessons: "Lessons",
};

interface Stored {
  readonly files: readonly StoredFiles[];
  readonly total: StoredTotal;
  /** Bytes of what the learner wrote. */
  readonly progress: number;
}

/** Use without a network, on the storage page; nothing where the page cannot be had offline. */
export function OfflineSection() {
  return useServices().offline.value === null ? null : <Section />;
}

function Section() {
  const { installPrompt, toasts } = useServices();
  const offline = useOffline();
  const everything = offline.everything.value;
  useEffect(() => {
    void offline.look();
  }, [offline]);
  const install = async () => {
    if (await installPrompt.install()) toasts.show("info", "Routebook is installed.");
  };
  return (
    <section aria-labelledby="use-offline">
      <h2 id="use-offline">Use offline</h2>
      <p>
        Each lesson that you open is kept on this device, with its Python and packages, and works
        without a network from then on.
      </p>
      <EverythingView />
      {installPrompt.offered.value && (
        <div class="course-buttons">
          <button type="button" class="button" onClick={() => void install()}>
            Install Routebook as an app
          </button>
        </div>
      )}
      <StoredTable everything={everything.kind} readiness={offline.lesson.value.kind} />
    </section>
  );
}

/** What is stored; read anew where something was stored or removed. */
function StoredTable(marks: {
  readonly everything: Everything["kind"];
  readonly readiness: string;
}) {
  const { workspace, dialogs, toasts } = useServices();
  const offline = useOffline();
  const [stored, setStored] = useState<Stored | null>(null);
  const [round, setRound] = useState(0);
  useEffect(() => {
    let here = true;
    const read = async (): Promise<void> => {
      const [files, total, sizes] = await Promise.all([
        offline.stored(),
        offline.total(),
        workspace.storedSizes(),
      ]);
      const progress = sizes.reduce((sum, { bytes }) => sum + bytes, 0);
      if (here) setStored({ files, total, progress });
    };
    read().catch(() => here && setStored(null));
    return () => {
      here = false;
    };
  }, [round, marks.everything, marks.readiness]);
  if (stored === null) return null;
  const there = stored.files.filter(({ files }) => files > 0);
  if (there.length === 0) return <p class="empty">Nothing is kept for use offline.</p>;

  const removeNow = async (kinds: readonly FileKind[]): Promise<void> => {
    await offline.remove(kinds);
    setRound((count) => count + 1);
    toasts.show("info", "Removed. What you wrote is still there.");
    await offline.look();
  };
  const remove = (kinds: readonly FileKind[]): void => {
    if (offline.online.peek()) return void removeNow(kinds);
    dialogs.show({
      kind: "confirm",
      confirmation: {
        title: "Remove it while you are offline?",
        text: "Lessons do not work without it until you are connected again. What you wrote stays.",
        verb: "Remove",
        word: null,
        action: () => removeNow(kinds),
      },
    });
  };

  const sum = there.reduce((bytes, kind) => bytes + kind.bytes, 0);
  return (
    <div class="stored">
      <table>
        <caption>{captionOf(sum, stored.total)}</caption>
        <thead>
          <tr>
            <th scope="col">What</th>
            <th scope="col" class="stored-size">
              Size
            </th>
            <th scope="col">
              <span class="sr-only">Remove</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {there.map(({ kind, bytes }) => (
            <tr key={kind}>
              <td>{NAMES[kind]}</td>
              <td class="stored-size">{formatBytes(bytes)}</td>
              <td class="stored-reset">
                <button
                  type="button"
                  class="button quiet"
                  aria-label={`Remove ${NAMES[kind]}`}
                  onClick={() => remove([kind])}
                >
                  Remove
                </button>
              </td>
            </tr>
          ))}
          <tr>
            <td>Your progress</td>
            <td class="stored-size">{formatBytes(stored.progress)}</td>
            <td class="stored-reset dim">Kept</td>
          </tr>
        </tbody>
      </table>
      <div class="course-buttons">
        <button type="button" class="button" onClick={() => remove(FILE_KINDS)}>
          Remove all but your progress
        </button>
      </div>
    </div>
  );
}

function captionOf(bytes: number, { available }: StoredTotal): string {
  const room =
    available === null ? "" : `; the browser has room for ${formatBytes(available)} more`;
  return `Kept for use offline: ${formatBytes(bytes)}${room}`;
}
