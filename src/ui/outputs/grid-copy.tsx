import { useRef, useState } from "preact/hooks";
import type { GridHandle } from "../../shared/grid.ts";
import { download } from "../download.ts";
import { countOf } from "../format.ts";
import { Icon } from "../icon.tsx";
import { useNotebookScene } from "../notebook/notebook-scene.ts";
import { gridQuery, type GridModel } from "./grid-query.ts";

/** More rows than that are a file rather than a clipboard. */
const clipboardRows = 50_000;

/** Copies the frame, as sorted and filtered, or offers it as a file where it is large. */
export function GridCopy({
  handle,
  model,
  rows,
}: {
  readonly handle: GridHandle;
  readonly model: { readonly current: GridModel };
  readonly rows: number;
}) {
  const { notebook, announce } = useNotebookScene();
  const [said, setSaid] = useState<string | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const large = rows > clipboardRows;
  const say = (sentence: string) => {
    setSaid(sentence);
    announce(sentence);
    clearTimeout(timer.current);
    timer.current = setTimeout(() => setSaid(null), 3000);
  };
  const csv = () => notebook.gridCsv(gridQuery(handle.id, 0, rows, model.current));
  const take = async () => {
    try {
      if (large) {
        download("data.csv", new Blob([await csv()], { type: "text/csv" }));
        say(`${countOf(rows, "row")} downloaded`);
      } else {
        await copyText(csv());
        say(`${countOf(rows, "row")} copied as CSV`);
      }
    } catch {
      say("The rows did not come. Run the cell again, then copy.");
    }
  };
  return (
    <>
      {said !== null && <span>{said}</span>}
      <button type="button" class="button quiet" onClick={() => void take()}>
        <Icon name="copy" />
        {large ? "Download CSV" : "Copy as CSV"}
      </button>
    </>
  );
}

/** Some browsers let a page write to the clipboard only within the click, so the text comes as a promise. */
async function copyText(text: Promise<string>): Promise<void> {
  const blob = text.then((value) => new Blob([value], { type: "text/plain" }));
  try {
    await navigator.clipboard.write([new ClipboardItem({ "text/plain": blob })]);
  } catch {
    await navigator.clipboard.writeText(await text);
  }
}
