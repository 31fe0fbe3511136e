/** The kind of the rule of the office's judged questions. */
export const judgedQuestionsRule = 'judgedQuestions';

/** A question as people ask it, and the entries that answer it: each of them is right. */
export interface JudgedQuestion {
  readonly question: string;
  readonly entryNos: readonly string[];
}

/** A question, and where the first right entry stands among what is found: from 1, `null` = nowhere. */
export interface JudgedAnswer extends JudgedQuestion {
  readonly place: number | null;
  /** What stands first instead; `null` = nothing was found. */
  readonly first: string | null;
}

export interface SearchFigures {
  readonly questions: number;
  /** Shares, 0 to 1. */
  readonly recall1: number;
  readonly recall5: number;
  /** Mean of 1 / place; 0 for what is nowhere. */
  readonly mrr: number;
}

/** `found` = entry numbers as the search gives them, the best first. */
export function judge(asked: JudgedQuestion, found: readonly string[]): JudgedAnswer {
  const at = found.findIndex((entryNo) => asked.entryNos.includes(entryNo));
  return { ...asked, place: at < 0 ? null : at + 1, first: found[0] ?? null };
}

/** All 0 without a question. */
export function figuresOf(answers: readonly Pick<JudgedAnswer, 'place'>[]): SearchFigures {
  const share = (value: (place: number) => number) =>
    answers.reduce((sum, { place }) => sum + (place === null ? 0 : value(place)), 0) /
    Math.max(1, answers.length);
  return {
    questions: answers.length,
    recall1: share((place) => (place === 1 ? 1 : 0)),
    recall5: share((place) => (place <= 5 ? 1 : 0)),
    mrr: share((place) => 1 / place),
  };
}
