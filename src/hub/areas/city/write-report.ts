import { shanghaiTime } from '../../../shared/domain/tickets/course-note.ts';
import { type CityMapping, type ReportField, reportFields } from './city-config.ts';
import type { CityReport } from './city-platform.ts';

/** A report under the city's names and in its codes. What the configuration does not name is not sent; a code without one goes as it is. */
export function writeReport(
  { reports: { fields, codes } }: CityMapping,
  report: CityReport,
  fileNames: readonly string[] = [],
): Readonly<Record<string, string>> {
  const words: Words = { ...wordsOf(report, codes), files: fileNames.join('；') };
  return Object.fromEntries(
    reportFields.flatMap((name) => {
      const column = fields[name];
      return column === undefined ? [] : [[column, words[name] ?? '']];
    }),
  );
}

type Codes = CityMapping['reports']['codes'];
type Words = Partial<Record<ReportField, string | null>>;

function wordsOf(report: CityReport, codes: Codes): Words {
  const { exchangeId: id, kind, cityNo, ticketNo, at } = report;
  const every = { id, kind: codes.kind[kind] ?? kind, cityNo, ticketNo, at: shanghaiTime(at) };
  switch (report.kind) {
    case 'signed':
      return { ...every, byWorkNo: report.byWorkNo };
    case 'notAccepted':
      return { ...every, reason: report.reason };
    case 'returnAsked':
      return { ...every, reason: report.reason, suggestedOwner: report.suggestedOwner };
    case 'applicationSubmitted': {
      const { applicationId, what, reason, basis, newDueAt, suggestedOwner } = report;
      return {
        ...every,
        applicationId,
        what: codes.what[what] ?? what,
        reason,
        basis,
        newDueAt: newDueAt === null ? null : shanghaiTime(newDueAt),
        suggestedOwner,
      };
    }
    case 'resultSubmitted': {
      const { reply, channel, handling, solved, satisfaction } = report;
      return {
        ...every,
        reply,
        channel,
        handling,
        solved: solved === null ? null : (codes.solved[solved] ?? solved),
        satisfaction: satisfaction === null ? null : String(satisfaction),
      };
    }
  }
}
