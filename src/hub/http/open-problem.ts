import {
  type OpenProblem,
  type ProblemBody,
  openProblems,
} from '../../shared/contract/open/problems.ts';

/** An answer to a program, or to who reads the document. */
export interface OpenAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** A refusal as `application/problem+json` (RFC 9457). */
export function problemAnswer(code: OpenProblem, detail: string | null = null): OpenAnswer {
  const { status, title } = openProblems[code];
  const body: ProblemBody = { title, status, code, ...(detail === null ? {} : { detail }) };
  return {
    status,
    headers: {
      'content-type': 'application/problem+json; charset=utf-8',
      'cache-control': 'no-store',
      ...more[code],
    },
    body: JSON.stringify(body),
  };
}

const more: Readonly<Partial<Record<OpenProblem, Readonly<Record<string, string>>>>> = {
  'token.unknown': { 'www-authenticate': 'Bearer' },
  'rate.exceeded': { 'retry-after': '10' },
  'hub.busy': { 'retry-after': '5' },
};

const ofStatus: Readonly<Partial<Record<number, OpenProblem>>> = {
  400: 'request.invalid',
  404: 'path.notFound',
  405: 'method.notAllowed',
  408: 'body.late',
  413: 'body.tooLong',
  415: 'type.unsupported',
};

/** What the gate says to a program; `null` = it has no words for that status. */
export function gateProblem(status: number): OpenProblem | null {
  return ofStatus[status] ?? null;
}
