import type { RefusedLink } from "../../lesson/link/shared-lesson.ts";
import { useServices } from "../services.ts";

/** In the place of a lesson whose link cannot be opened: why, and what to do next. */
export function RefusedLinkView({ refused }: { readonly refused: RefusedLink }) {
  const { router, workspace } = useServices();
  const route = router.route.value;
  return (
    <div class="column page">
      <h1>This link cannot be opened</h1>
      <p class="lesson-summary" role="alert">
        {refused.message}
      </p>
      <div class="course-buttons">
        {refused.reason === "unreachable" && route.kind === "shared" && (
          <button
            type="button"
            class="button primary"
            onClick={() => void workspace.openLink(route.link).catch(() => undefined)}
          >
            Try again
          </button>
        )}
        <a class="button" href="#/">
          All courses
        </a>
        <a class="button" href="#/scratch">
          Scratch notebook
        </a>
      </div>
    </div>
  );
}
