/** Small text kept on this workstation across reloads: ids and preferences, never personal data. */
export interface Memory {
  get(key: string): string | null;
  set(key: string, value: string | null): void;
}
