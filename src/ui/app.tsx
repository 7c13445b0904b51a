import { useEffect, useLayoutEffect, useRef } from "preact/hooks";
import { AppAside, useAside } from "./shell/app-aside.tsx";
import { Dock } from "./shell/dock.tsx";
import { ErrorBoundary } from "./error-boundary.tsx";
import { useFileDrop } from "./file-drop.ts";
import { Header } from "./shell/header.tsx";
import { lazyView } from "./lazy-view.tsx";
import { LessonNav } from "./shell/lesson-nav.tsx";
import { LessonPage } from "./pages/lesson-page.tsx";
import { MainElementProvider } from "./main-element.ts";
import { useGlobalKeys } from "./global-keys.ts";
import { nameOfRoute, placeOf } from "./routing/place.ts";
import { hasNotebook, routeHref, type Route } from "./routing/route.ts";
import { ServicesProvider, useServices, type Services } from "./services.ts";
import { ToastList } from "./shell/toast-list.tsx";

const CataloguePage = lazyView(() =>
  import("./pages/catalogue-page.tsx").then((module) => module.CataloguePage),
);
const ScratchPage = lazyView(() =>
  import("./pages/scratch-page.tsx").then((module) => module.ScratchPage),
);
const DialogHost = lazyView(() =>
  import("./dialogs/dialog-host.tsx").then((module) => module.DialogHost),
);
const StoragePage = lazyView(() =>
  import("./pages/storage-page.tsx").then((module) => module.StoragePage),
);
const ClassPage = lazyView(() =>
  import("./pages/class-page.tsx").then((module) => module.ClassPage),
);
const NotHerePage = lazyView(() =>
  import("./pages/not-here-page.tsx").then((module) => module.NotHerePage),
);
const EmbedHeader = lazyView(() =>
  import("./shell/embed-header.tsx").then((module) => module.EmbedHeader),
);
const SharedPage = lazyView(() =>
  import("./pages/shared-page.tsx").then((module) => module.SharedPage),
);
const AboutPage = lazyView(() =>
  import("./pages/about-page.tsx").then((module) => module.AboutPage),
);

/** The whole page. */
export function App({ services }: { readonly services: Services }) {
  return (
    <ServicesProvider value={services}>
      <ErrorBoundary what="The page">
        <Shell />
      </ErrorBoundary>
    </ServicesProvider>
  );
}

function Shell() {
  const { dialogs, embed, offline, router, announcement, workspace } = useServices();
  const route = router.route.value;
  const main = useRef<HTMLElement>(null);
  const inNotebook = hasNotebook(route);
  const hasNav = inNotebook && embed === null;
  const dropping = useFileDrop();
  const aside = useAside();
  useGlobalKeys();
  useArrival(route, main);
  const trouble = workspace.storageTrouble.value;
  const OfflineBar = offline.value?.Bar;
  return (
    <MainElementProvider value={main}>
      <div class="shell" data-nav={hasNav ? "lessons" : "none"} {...aside}>
        <a
          class="button skip-link"
          href="#main"
          onClick={(event) => {
            event.preventDefault();
            main.current?.focus();
          }}
        >
          Skip to the content
        </a>
        {embed === null ? (
          <Header />
        ) : (
          <EmbedHeader notebook={inNotebook ? workspace.notebook.value : null} />
        )}
        {hasNav && (
          <nav class="nav" aria-label="Lessons">
            <LessonNav />
          </nav>
        )}
        <main ref={main} class="main" id="main" tabIndex={-1} data-scroller>
          {trouble && (
            <div class="column">
              <div class="notice" data-level="warning" role="status">
                <span class="notice-text">{trouble.message}</span>
              </div>
            </div>
          )}
          <ErrorBoundary key={routeHref(route)} what="This page">
            <Page route={route} />
          </ErrorBoundary>
        </main>
        <AppAside />
        <Dock />
      </div>
      {dialogs.open.value && <DialogHost />}
      {OfflineBar && <OfflineBar />}
      {dropping.value && <div class="drop-cover">Drop the file to open it</div>}
      <ToastList />
      <div class="sr-only" role="status" aria-live="polite" aria-label="Announcements">
        {announcement.value}
      </div>
    </MainElementProvider>
  );
}

function Page({ route }: { readonly route: Route }) {
  switch (route.kind) {
    case "catalogue":
      return <CataloguePage />;
    case "lesson":
      return <LessonPage path={route.path} />;
    case "shared":
      return <SharedPage />;
    case "scratch":
      return <ScratchPage />;
    case "storage":
      return <StoragePage />;
    case "class":
      return <ClassPage />;
    case "about":
      return <AboutPage />;
    case "unknown":
      return <NotHerePage address={route.address} />;
  }
}

/** On a new route: the window's title, the top of the page, and the focus on its content. */
function useArrival(route: Route, main: { readonly current: HTMLElement | null }): void {
  const { catalogue } = useServices();
  const href = routeHref(route);
  const first = useRef(true);
  useLayoutEffect(() => {
    if (main.current) main.current.scrollTop = 0;
  }, [href]);
  useEffect(() => {
    const place = route.kind === "lesson" ? placeOf(catalogue, route.path) : null;
    const name = place
      ? `${place.lesson.title} · ${place.course.title}`
      : nameOfRoute(route, catalogue);
    document.title = name ? `${name} · Routebook` : "Routebook";
    if (!first.current) main.current?.focus({ preventScroll: true });
    first.current = false;
  }, [href]);
}
