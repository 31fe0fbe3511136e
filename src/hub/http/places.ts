/** So many at a time for each key. */
export interface Places {
  /** Takes a place; gives what lets go of it (harmless when called twice), or `null` when all are taken. */
  enter(key: string): (() => void) | null;
}

export function createPlaces(limit: number): Places {
  const taken = new Map<string, number>();
  return {
    enter(key) {
      const count = taken.get(key) ?? 0;
      if (count >= limit) return null;
      taken.set(key, count + 1);
      let isInside = true;
      return () => {
        if (!isInside) return;
        isInside = false;
        const left = (taken.get(key) ?? 1) - 1;
        if (left === 0) taken.delete(key);
        else taken.set(key, left);
      };
    },
  };
}
