import type { ErrorCode } from './error-codes.ts';
import { attachmentErrors } from './error-texts/attachment-errors.ts';
import { callErrors } from './error-texts/call-errors.ts';
import { dataErrors } from './error-texts/data-errors.ts';
import type { ErrorText } from './error-texts/error-text.ts';
import { exportErrors } from './error-texts/export-errors.ts';
import { hubErrors } from './error-texts/hub-errors.ts';
import { mergeErrors } from './error-texts/merge-errors.ts';
import { soundErrors } from './error-texts/sound-errors.ts';
import { knowledgeErrors } from './error-texts/knowledge-errors.ts';
import { officeErrors } from './error-texts/office-errors.ts';
import { stormErrors } from './error-texts/storm-errors.ts';

/** Texts of every error code. A code without a row does not compile. */
export const errorCatalogue: Readonly<Record<ErrorCode, ErrorText>> = {
  ...callErrors,
  ...soundErrors,
  ...dataErrors,
  ...hubErrors,
  ...exportErrors,
  ...knowledgeErrors,
  ...officeErrors,
  ...stormErrors,
  ...mergeErrors,
  ...attachmentErrors,
};
