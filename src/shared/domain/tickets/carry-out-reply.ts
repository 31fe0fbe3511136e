import { clip } from '../../clean-text.ts';
import { mayGoToCity } from './city-files.ts';
import { type Effects, facts } from './effect.ts';

/** The reply, with the files that go to the city along with it. */
export const replyEffects: Pick<Effects, 'reply'> = {
  reply: ({ ticket, context: { at, workNo: byWorkNo } }, { text, channel, cityFiles = [] }) => {
    const chosen = [...new Set(cityFiles)];
    const may = new Map(mayGoToCity(ticket).map((file) => [file.attachmentId, file.fileName]));
    if (chosen.some((attachmentId) => !may.has(attachmentId))) return 'attachment.notFound';
    const along = chosen.length === 0 ? {} : { cityFiles: chosen };
    return {
      ticket: ticket.source === 'cityPlatform' ? {} : { closedAt: at, closedByWorkNo: byWorkNo },
      work: { reply: { text, channel, at, byWorkNo, ...along } },
      lines: [
        ...facts({ channel, words: text }),
        ...(chosen.length === 0 ? [] : [alongLine(chosen.map((id) => may.get(id) ?? ''))]),
      ],
    };
  },
};

/** A line of the course holds 1000 characters, and ten names are 800. */
const alongLine = (names: readonly string[]) => `随文报送的附件：${clip(names.join('、'), 400)}`;
