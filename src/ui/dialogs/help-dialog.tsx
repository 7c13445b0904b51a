import { Dialog } from "./dialog.tsx";
import {
  keysEverywhere,
  keysOnCells,
  keysOnPage,
  type KeyHelp,
} from "../notebook/notebook-keys.ts";

/** How to work here, and all keys. */
export function HelpDialog({ onClose }: { readonly onClose: () => void }) {
  const isMac = /mac|iphone|ipad/i.test(navigator.platform);
  return (
    <Dialog title="Help" onClose={onClose}>
      <div class="help">
        <p>
          Read, change the code, press Run, and break things: Stop ends what runs, Reset brings a
          cell's text back, and everything you write is saved in this browser. An exercise is done
          when its Check passes; hints come one by one, the solution after a try.
        </p>
        <Keys title="In a cell" keys={keysEverywhere} isMac={isMac} />
        <Keys
          title="On a cell, after Esc or a click beside the code"
          keys={keysOnCells}
          isMac={isMac}
        />
        <Keys title="Anywhere" keys={keysOnPage} isMac={isMac} />
      </div>
    </Dialog>
  );
}

function Keys({
  title,
  keys,
  isMac,
}: {
  readonly title: string;
  readonly keys: readonly KeyHelp[];
  readonly isMac: boolean;
}) {
  return (
    <section>
      <h3>{title}</h3>
      <dl class="keys">
        {keys.map((row) => (
          <div key={row.keys}>
            <dt>
              <kbd>{isMac ? row.keys.replace("Ctrl", "⌘").replace("Alt", "⌥") : row.keys}</kbd>
            </dt>
            <dd>{row.does}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
