/** A way on the screen, in pixels. */
export interface Way {
  dx: number;
  dy: number;
}

/** What a glide does with the picture. */
export interface Picture {
  /** Makes it ready to be moved as it is. */
  lift(): void;
  /** Shows it moved by the way. */
  show(way: Way): void;
  /** Puts it down where it was and draws it anew at its place. */
  draw(way: Way): void;
}

/** Moves a drawn picture as it is, and draws it anew only where it ends or when it has come further than `reach`. */
export function createGlide(picture: Picture, reach: () => number) {
  let way: Way | undefined;
  const settle = (): void => {
    if (!way) return;
    const done = way;
    // First: whoever hears of the drawing and looks at it finds nothing under way.
    way = undefined;
    picture.draw(done);
  };
  return {
    /** Whether something is moved and not drawn yet. */
    moving: (): boolean => way !== undefined,
    move({ dx, dy }: Way): void {
      if (!way) picture.lift();
      way = { dx: (way?.dx ?? 0) + dx, dy: (way?.dy ?? 0) + dy };
      if (Math.max(Math.abs(way.dx), Math.abs(way.dy)) > reach()) settle();
      else picture.show(way);
    },
    settle,
  };
}
