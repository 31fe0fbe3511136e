/** Pieces as a stream that asks for the next one only when it is wanted, and lets go of the source when it is not. */
export function streamOf(
  pieces: AsyncIterable<Uint8Array<ArrayBuffer>> | AsyncIterable<Uint8Array>,
): ReadableStream<Uint8Array<ArrayBuffer>> {
  const source = pieces[Symbol.asyncIterator]();
  return new ReadableStream({
    async pull(controller) {
      const { done, value } = await source.next();
      if (done) controller.close();
      else controller.enqueue(new Uint8Array(value));
    },
    async cancel() {
      await source.return?.();
    },
  });
}
