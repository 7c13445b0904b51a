import type { Visitor } from "./visitor.ts";

/** A visitor whom no memory image reaches: Python starts plainly. */
export async function withoutImages(visitor: Visitor): Promise<Visitor> {
  visitor.expectProblem(/Failed to load resource.*404/);
  await visitor.context.route(/\/images\/[^/]+\.image$/, (route) => route.fulfill({ status: 404 }));
  return visitor;
}
