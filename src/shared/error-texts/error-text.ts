/** What people read when an expected failure happens. Four short texts, each a whole sentence in plain Chinese. */
export interface ErrorText {
  /** What happened. Shown as the heading, without a full stop. */
  readonly title: string;
  /** What it means for the call or for the work at hand. */
  readonly effect: string;
  /** What the agent does now. */
  readonly action: string;
  /** What IT looks at; shown under 详情 together with the code. */
  readonly support: string;
  /** In place of effect and action while nobody is signed in, where those speak of work that goes on. */
  readonly signedOut?: { readonly effect: string; readonly action: string };
}
