/** The address of a lesson in a frame as a page of its own: without what the frame wanted of it. */
export function addressOutside(address: string): string {
  return address.replace(/([?&])(?:embed|theme|edit)=[^&#]*/g, (_all, mark: string) =>
    mark === "?" ? "?" : "",
  );
}
