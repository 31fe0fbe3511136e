/** What has to be undone at the end, last first: processes, servers, windows. */
export interface CleanUp {
  add(name: string, undo: () => Promise<void>): void;
  /** Undoes everything once; a failing part does not keep the others. Later calls wait for the first. */
  run(): Promise<void>;
}

/** `onFailure` hears of a part that could not be undone. */
export function createCleanUp(onFailure: (name: string, error: unknown) => void): CleanUp {
  const parts: { name: string; undo: () => Promise<void> }[] = [];
  let running: Promise<void> | null = null;

  async function undoAll(): Promise<void> {
    for (let part = parts.pop(); part !== undefined; part = parts.pop()) {
      try {
        await part.undo();
      } catch (error) {
        onFailure(part.name, error);
      }
    }
  }

  return {
    add(name, undo) {
      parts.push({ name, undo });
    },
    run() {
      running ??= undoAll();
      return running;
    },
  };
}
