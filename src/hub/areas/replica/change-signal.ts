/**
 * Says that the feed has grown. In-process: several hubs over one database need the engine's own notification (PostgreSQL:
 * LISTEN/NOTIFY) behind the same interface.
 */
export interface ChangeSignal {
  /** The change is committed. */
  notify(): void;
  onChange(listener: () => void): void;
}

export function createChangeSignal(): ChangeSignal {
  const listeners: (() => void)[] = [];
  return {
    notify() {
      for (const listener of listeners) listener();
    },
    onChange: (listener) => void listeners.push(listener),
  };
}
