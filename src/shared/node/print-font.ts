import { readFile } from 'node:fs/promises';

/** Noto Sans SC (SIL Open Font License 1.1), with which the hub prints: whole, about 10 MB. Of it a file gets what it shows. */
export async function readPrintFont(): Promise<Buffer> {
  const file = import.meta
    .resolve('@expo-google-fonts/noto-sans-sc/400Regular/NotoSansSC_400Regular.ttf');
  return readFile(new URL(file));
}
