import "../../theme/pages.css";
import "../../theme/classroom.css";
import { useEffect, useState } from "preact/hooks";
import { createClassState } from "../classroom/class-state.ts";
import { ClassTableView } from "../classroom/class-table.tsx";
import { FileZone } from "../classroom/file-zone.tsx";
import { RecheckBar } from "../classroom/recheck-bar.tsx";
import { RefusedFiles } from "../classroom/refused-files.tsx";
import { ScormSection } from "../classroom/scorm-section.tsx";
import { dropHandlers } from "../dropped-files.ts";
import { useServices } from "../services.ts";

/** A teacher's page: result files in, their checks run again, tables out. Nothing of it is stored. */
export function ClassPage() {
  const { catalogue, createKernel, loadLesson } = useServices();
  const [state] = useState(() =>
    createClassState({
      catalogue,
      loadLesson,
      createKernel,
      fetchBytes,
      setTimer,
      now: () => new Date(),
    }),
  );
  const [isOver, setIsOver] = useState(false);
  useEffect(() => () => state.stop(), []);
  const tables = state.tables.value;
  return (
    <div
      class="column page class-page"
      {...dropHandlers(setIsOver, (files) => void state.add(files))}
    >
      <header class="lesson-head">
        <h1>Class</h1>
        <p class="lesson-summary">
          Your learners hand in a lesson as a file. Drop the files here, run their checks again, and
          see who passed what.
        </p>
      </header>
      <FileZone state={state} isOver={isOver} />
      <RefusedFiles files={state.refused.value} />
      {tables.length > 0 && <RecheckBar state={state} />}
      {tables.map((view) => (
        <ClassTableView key={view.table.path} view={view} />
      ))}
      <ScormSection />
    </div>
  );
}

async function fetchBytes(url: string): Promise<Uint8Array> {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`the server answered ${response.status}`);
  return new Uint8Array(await response.arrayBuffer());
}

function setTimer(callback: () => void, ms: number): () => void {
  const timer = setTimeout(callback, ms);
  return () => clearTimeout(timer);
}
