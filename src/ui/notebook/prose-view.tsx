import type { TargetedMouseEvent } from "preact";
import { lessonHref } from "../routing/route.ts";
import { useServices } from "../services.ts";

/** Rendered Markdown. Links within the page scroll; links to lesson files open those lessons. */
export function ProseView({ html }: { readonly html: string }) {
  const { router } = useServices();
  const onClick = (event: TargetedMouseEvent<HTMLDivElement>) => {
    const link = event.target instanceof Element ? event.target.closest("a[href]") : null;
    const href = link?.getAttribute("href") ?? "";
    const route = router.route.peek();
    if (href.startsWith("#") && !href.startsWith("#/")) {
      event.preventDefault();
      document.getElementById(decodeURIComponent(href.slice(1)))?.scrollIntoView();
    } else if (/^[\w./-]+\.md$/.test(href) && route.kind === "lesson") {
      event.preventDefault();
      const url = new URL(href, `https://lessons.invalid/${route.path}`);
      router.go(lessonHref(url.pathname.slice(1).replace(/\.md$/, "")));
    }
  };
  return <div class="prose" onClick={onClick} dangerouslySetInnerHTML={{ __html: html }} />;
}
