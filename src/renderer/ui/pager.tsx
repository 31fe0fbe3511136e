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
