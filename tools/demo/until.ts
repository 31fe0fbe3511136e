const pollMs = 150;

/** Asks again and again until there is an answer. Throws `failure` after `timeoutMs`. */
export async function until<T>(
  failure: string,
  timeoutMs: number,
  ask: () => Promise<T | null>,
): Promise<T> {
  const deadline = performance.now() + timeoutMs;
  for (;;) {
    const answer = await ask();
    if (answer !== null) return answer;
    if (performance.now() > deadline) throw new Error(`${failure}（等了 ${timeoutMs / 1000} 秒）`);
    await new Promise((done) => setTimeout(done, pollMs));
  }
}
