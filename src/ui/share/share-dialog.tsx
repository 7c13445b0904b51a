import "../../theme/share.css";
import { useEffect, useMemo } from "preact/hooks";
import { linkAddress } from "../../lesson/link/link-address.ts";
import type { LinkView } from "../../lesson/link/link-view.ts";
import type { NotebookLink, Shareable, ShareWish } from "../../notebook/share-notebook.ts";
import { Dialog } from "../dialogs/dialog.tsx";
import { exerciseName } from "../notebook/cell-name.ts";
import type { Route } from "../routing/route.ts";
import { useServices } from "../services.ts";
import { ShareAssignment } from "./share-assignment.tsx";
import { ShareDownloads } from "./share-downloads.tsx";
import { ShareEmbed } from "./share-embed.tsx";
import { ShareLink } from "./share-link.tsx";
import { createShareState } from "./share-state.ts";

/** Makes links to the open notebook, and files of it. */
export function ShareDialog({ onClose }: { readonly onClose: () => void }) {
  const { router, workspace } = useServices();
  const state = useMemo(() => createShareState(workspace, askedExercise(router.route.peek())), []);
  useEffect(() => state.close, []);
  const shareable = state.shareable.value;
  const wish = state.wish.value;
  const link = state.link.value;
  const trouble = state.trouble.value ?? (link?.kind === "unfit" ? link.message : null);
  const addressOf = (view: Partial<LinkView>) => wholeAddress(link, wish, view);
  const change = (part: Partial<ShareWish>) => {
    state.wish.value = { ...wish, ...part };
  };
  return (
    <Dialog title="Share" onClose={onClose}>
      <div class="share" aria-busy={state.pending.value}>
        {shareable && <ShareWhat shareable={shareable} wish={wish} onChange={change} />}
        <ShareLink address={addressOf({})} />
        {trouble !== null && (
          <p class="dialog-failure" role="alert">
            {trouble}
          </p>
        )}
        {shareable && <ShareAssignment shareable={shareable} wish={wish} onChange={change} />}
        <ShareEmbed title={shareable?.title ?? ""} addressOf={addressOf} />
        <ShareDownloads />
      </div>
    </Dialog>
  );
}

/** The exercise that the address asks for. */
function askedExercise(route: Route): string | null {
  return "view" in route ? (route.view?.exercise ?? null) : null;
}

/** "" where there is no link. A catalogue lesson's exercise stands in its view, any other's in the link. */
function wholeAddress(
  link: NotebookLink | null,
  { options }: ShareWish,
  view: Partial<LinkView>,
): string {
  if (link === null || link.kind === "unfit") return "";
  const site = new URL(".", document.baseURI).href;
  const { exercise } = options;
  const mine = link.kind === "lesson" ? { exercise, ...view } : view;
  return linkAddress(site, link, mine);
}

/** The lesson as it is here or with the author's changes; all of it, or one exercise. */
function ShareWhat({
  shareable,
  wish,
  onChange,
}: {
  readonly shareable: Shareable;
  readonly wish: ShareWish;
  readonly onChange: (part: Partial<ShareWish>) => void;
}) {
  const { path, edited, exercises } = shareable;
  const kinds = [
    { work: false, label: "The lesson as this site has it" },
    { work: true, label: "The lesson with my changes" },
  ];
  return (
    <>
      {path !== null && edited && (
        <fieldset class="share-choice">
          <legend>What the link opens</legend>
          {kinds.map(({ work, label }) => (
            <label key={label}>
              <input
                type="radio"
                name="share-work"
                checked={wish.work === work}
                onChange={() => onChange({ work })}
              />
              {label}
            </label>
          ))}
        </fieldset>
      )}
      {exercises.length > 0 && (
        <label class="share-line">
          <span>Begin at</span>
          <select
            class="field"
            value={wish.options.exercise ?? ""}
            onChange={(event) =>
              onChange({
                options: { ...wish.options, exercise: event.currentTarget.value || null },
              })
            }
          >
            <option value="">The top</option>
            {exercises.map((id) => (
              <option key={id} value={id}>
                Exercise: {exerciseName(id)}
              </option>
            ))}
          </select>
        </label>
      )}
    </>
  );
}
