import "../../theme/share.css";
import type { FetchedNotebook } from "../../notebook/fetched-notebook.ts";
import { countOf } from "../format.ts";
import { useServices } from "../services.ts";
import { OutsideBanner } from "../share/shared-banner.tsx";
import { SharedText } from "../share/shared-text.tsx";

/** A file from another host, to be read: in the place of the scratch notebook, which it does not touch. */
export function FetchedView({ fetched }: { readonly fetched: FetchedNotebook }) {
  const { workspace } = useServices();
  const { host, contents, items, notebook } = fetched;
  const count = notebook.problems.length;
  return (
    <>
      <OutsideBanner
        author={`${host} sent all that stands below.`}
        contents={contents}
        other={
          <button
            type="button"
            class="button"
            onClick={() => void workspace.openScratch().catch(() => undefined)}
          >
            Do not open
          </button>
        }
      >
        {count > 0 && <p>{countOf(count, "part")} of it could not be read as it is written.</p>}
      </OutsideBanner>
      <SharedText items={items} files={notebook.files ?? []} />
    </>
  );
}
