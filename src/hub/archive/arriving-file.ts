import type { SegmentHandle } from '../../shared/node/segment-fs.ts';

/** A file of which the last bytes are not there yet, to be read as if they were. */
export interface ArrivingFile {
  /** Has the announced size. A read waits for the bytes it asks for; it fails once the file was given up. */
  readonly handle: SegmentHandle;
  /** So many bytes of the file are on the disk or on their way to it. */
  arrived(byteLength: number): void;
  /** No more will come: what waits fails. */
  giveUp(): void;
}

/** `byteLength` is the announced length: what the file has beyond it is not read. */
export function createArrivingFile(file: SegmentHandle, byteLength: number): ArrivingFile {
  let length = 0;
  let isOver = false;
  let waiting: { readonly end: number; readonly go: () => void }[] = [];
  const wake = (): void => {
    const ready = waiting.filter(({ end }) => isOver || end <= length);
    waiting = waiting.filter((reader) => !ready.includes(reader));
    for (const { go } of ready) go();
  };
  const until = (end: number): Promise<void> =>
    end <= length || isOver
      ? Promise.resolve()
      : new Promise((go) => {
          waiting.push({ end, go });
        });
  return {
    handle: {
      ...file,
      size: async () => byteLength,
      async read(position, wanted) {
        const end = Math.min(position + wanted, byteLength);
        await until(end);
        if (isOver) throw new Error('the upload was given up');
        return file.read(position, Math.max(0, end - position));
      },
    },
    arrived(newLength) {
      length = Math.max(length, newLength);
      wake();
    },
    giveUp() {
      isOver = true;
      wake();
    },
  };
}
