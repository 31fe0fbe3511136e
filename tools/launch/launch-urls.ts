type PageName = 'desk' | 'phone';

/** Asks a browser host for launch URLs: a line on its standard input, an answer among its messages. */
export interface LaunchUrls {
  /** Give it each message of the host. */
  readonly onMessage: (message: Readonly<Record<string, unknown>>) => void;
  /** A URL that opens this page once, within seconds. Waits for the host where it is just coming back. */
  urlOf(page: PageName, tell: (line: string) => void): Promise<string>;
  /** Asks a host that has come back for what the one before has not answered. */
  askAgain(tell: (line: string) => void): void;
}

export function createLaunchUrls(): LaunchUrls {
  const asked: { readonly page: PageName; readonly answer: (url: string) => void }[] = [];
  return {
    onMessage(message) {
      if (message['event'] !== 'host.launch') return;
      const at = asked.findIndex(({ page }) => page === message['page']);
      if (at >= 0) asked.splice(at, 1)[0]?.answer(String(message['url']));
    },
    urlOf: (page, tell) =>
      new Promise((answer) => {
        asked.push({ page, answer });
        tell(page);
      }),
    askAgain(tell) {
      for (const { page } of asked) tell(page);
    },
  };
}
