import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import type { LinkContents } from "../../lesson/link/link-contents.ts";
import type { LinkOrigin } from "../../lesson/link/shared-lesson.ts";
import type { ForeignLesson } from "../../notebook/foreign-lesson.ts";
import { messageOf } from "../../runtime/errors.ts";
import { Icon } from "../icon.tsx";
import { placeOf } from "../routing/place.ts";
import { lessonHref } from "../routing/route.ts";
import { useServices } from "../services.ts";
import { contentFacts, optionFacts, originWords } from "./shared-words.ts";

/** Says that a lesson came by a link and what is in it, and lets the reader decide. */
export function SharedBanner({ foreign }: { readonly foreign: ForeignLesson }) {
  const { contents, shared } = foreign;
  return (
    <OutsideBanner
      author="Whoever made the link wrote all that stands below."
      contents={contents}
      other={
        shared.from !== null &&
        isHere(shared.from) && (
          <a class="button" href={lessonHref(shared.from.path)}>
            Open the site’s own lesson
          </a>
        )
      }
    >
      {optionFacts(shared.options).map((fact) => (
        <p key={fact}>{fact}</p>
      ))}
      <Origin foreign={foreign} />
    </OutsideBanner>
  );
}

/** What stands above everything that came from outside, before the reader agreed to have it alive. */
export function OutsideBanner({
  author,
  contents,
  other,
  children,
}: {
  /** A sentence that says whose words stand below. */
  readonly author: string;
  readonly contents: LinkContents;
  /** What else can be done. */
  readonly other: ComponentChildren;
  readonly children?: ComponentChildren;
}) {
  const { announcement, workspace, toasts } = useServices();
  const [busy, setBusy] = useState(false);
  const agree = async () => {
    setBusy(true);
    try {
      await workspace.agree();
      announcement.value = "Open to run.";
    } catch (error) {
      toasts.show("error", messageOf(error));
      setBusy(false);
    }
  };
  return (
    <section class="shared-banner" aria-labelledby="shared-banner-title">
      <h2 id="shared-banner-title">
        <Icon name="info" />
        From outside this site
      </h2>
      <p>
        {author} Read it first: nothing of it runs before you press “Open to run”, and then only
        what you run.
      </p>
      <ul class="shared-facts" aria-label="What it contains">
        {contentFacts(contents).map((fact) => (
          <li key={fact}>{fact}</li>
        ))}
      </ul>
      {children}
      <div class="shared-buttons">
        <button type="button" class="button primary" disabled={busy} onClick={() => void agree()}>
          Open to run
        </button>
        {other}
      </div>
    </section>
  );
}

/** How it differs from a lesson of this site, where it began as one. */
function Origin({ foreign: { shared } }: { readonly foreign: ForeignLesson }) {
  const { catalogue } = useServices();
  if (shared.from === null) return null;
  const title = placeOf(catalogue, shared.from.path)?.lesson.title ?? shared.from.path;
  return <p>{originWords(shared.from, title)}</p>;
}

/** False where the link has all of a lesson's text and the site has no such lesson. */
function isHere(from: LinkOrigin): boolean {
  return from.kind === "difference" || from.here;
}
