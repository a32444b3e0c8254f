/** Lets so many through at once; the others wait in the order they came. */
export interface Gate {
  /** Resolves when there is room; call what it hands back, once, to make room again. */
  enter(): Promise<() => void>;
}

export function createGate(places: number): Gate {
  let free = places;
  const waiting: (() => void)[] = [];
  const leave = (): void => {
    const next = waiting.shift();
    if (next) next();
    else free += 1;
  };
  return {
    async enter() {
      if (free > 0) free -= 1;
      else
        await new Promise<void>((resolve) => {
          waiting.push(resolve);
        });
      let isOut = false;
      return () => {
        if (!isOut) leave();
        isOut = true;
      };
    },
  };
}
