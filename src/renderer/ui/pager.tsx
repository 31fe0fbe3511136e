export interface PagerProps {
  readonly offset: number;
  readonly pageSize: number;
  readonly total: number;
  readonly words: { readonly previous: string; readonly next: string; readonly range: string };
  onGo(offset: number): void;
}

/** Which part of a long list is shown, and the way to the rest. */
export function Pager({ offset, pageSize, total, words, onGo }: PagerProps) {
  return (
    <div className="pager num">
      <span>{words.range}</span>
      <button
        type="button"
        className="button button--small"
        disabled={offset === 0}
        onClick={() => onGo(Math.max(0, offset - pageSize))}
      >
        {words.previous}
      </button>
      <button
        type="button"
        className="button button--small"
        disabled={offset + pageSize >= total}
        onClick={() => onGo(offset + pageSize)}
      >
        {words.next}
      </button>
    </div>
  );
}

export interface NewerOlderProps {
  /** `null` = there is nothing newer, or older. */
  readonly newer: (() => void) | null;
  readonly older: (() => void) | null;
  readonly words: { readonly newer: string; readonly older: string };
}

/** The way through a list that is read by pages and never counted. */
export function NewerOlder({ newer, older, words }: NewerOlderProps) {
  return (
    <div className="pager">
      {(
        [
          [words.newer, newer],
          [words.older, older],
        ] as const
      ).map(([word, go]) => (
        <button
          key={word}
          type="button"
          className="button button--small"
          disabled={go === null}
          onClick={() => go?.()}
        >
          {word}
        </button>
      ))}
    </div>
  );
}
