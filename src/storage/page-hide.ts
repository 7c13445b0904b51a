/**
 * Calls the listener whenever the page may be about to go: hidden tabs are killed without another
 * event, above all on phones (Page Lifecycle). Returns the way to stop listening.
 */
export function onPageHide(listener: () => void): () => void {
  const onVisibility = () => {
    if (document.visibilityState === "hidden") listener();
  };
  document.addEventListener("visibilitychange", onVisibility);
  window.addEventListener("pagehide", listener);
  return () => {
    document.removeEventListener("visibilitychange", onVisibility);
    window.removeEventListener("pagehide", listener);
  };
}
