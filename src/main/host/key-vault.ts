/** Where the desk's one key lives: wrapped by the operating system in Electron, a file only its owner reads in Node. */
export interface KeyVault {
  /** 32 random bytes, made on first use. Throws `recording.keyUnavailable`. */
  deskKey(): Promise<Uint8Array>;
}
