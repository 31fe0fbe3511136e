/** Values a log line may carry. Numbers and names of citizens are masked by the logger itself. */
export type LogFields = Readonly<Record<string, string | number | boolean | null | undefined>>;

/** Structured, one-line logging. `event` is a constant like `recording.closed`, never a sentence with data in it. */
export interface Logger {
  debug(event: string, fields?: LogFields): void;
  info(event: string, fields?: LogFields): void;
  warn(event: string, fields?: LogFields): void;
  error(event: string, fields?: LogFields): void;
  /** A logger that adds `fields` to each of its lines. */
  child(fields: LogFields): Logger;
}
